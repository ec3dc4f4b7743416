"""An unfinished application at its station: sealed, durable, replaced by what is saved later, never swept too early."""

import contextlib
import random
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from queue_kit import draft_of, enrolled, new_page, saved_draft, unfinished

from domain.clock import SystemIds
from offline_queue.draft_keeper import Travel
from offline_queue.outbox import Outbox
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover
from offline_queue.store import Store

HERE = Path(__file__).parent
KILLS = 5


@pytest.fixture
def case_id() -> str:
    return str(uuid.uuid4())


def test_what_was_saved_last_counts(outbox, store, keys, case_id):
    page = outbox.keep_page(case_id, new_page())
    code = outbox.drafts.save(unfinished(case_id, place="form"))
    assert outbox.drafts.save(unfinished(case_id, (page,), place="materials")) == code
    manifest, draft = saved_draft(store, keys, case_id)
    assert (manifest.revision, draft.place, draft.code) == (2, "materials", code.replace("-", ""))
    assert [entry.digest for entry in manifest.pages] == [page.sealed_digest]
    assert outbox.drafts.travel(case_id) == Travel(resumable=False, complete=False)


def test_at_rest_it_is_the_same_content_in_a_newer_revision(outbox, store, keys, case_id):
    outbox.drafts.save(unfinished(case_id))
    before, _ = saved_draft(store, keys, case_id)
    outbox.drafts.rest(case_id)
    after, _ = saved_draft(store, keys, case_id)
    assert (after.sealed, after.revision, after.at_rest) == (before.sealed, before.revision + 1, True)


def test_what_is_continued_here_follows_the_platforms_revision(outbox, store, keys, case_id):
    code = outbox.drafts.continue_code(str(uuid.uuid4()))
    outbox.drafts.adopt(unfinished(case_id), code, revision=7)
    manifest, draft = saved_draft(store, keys, case_id)
    assert (manifest.revision, draft.code) == (8, code.replace("-", ""))
    assert outbox.drafts.continue_code(case_id) == code


def test_handed_in_or_given_up_there_is_no_draft(outbox, case_id):
    page = outbox.keep_page(case_id, new_page())
    outbox.drafts.save(unfinished(case_id, (page,)))
    outbox.commit(draft_of(case_id, (page,)))
    assert outbox.drafts.travel(case_id) is None
    other = str(uuid.uuid4())
    outbox.drafts.save(unfinished(other))
    outbox.discard(other)
    assert outbox.drafts.travel(other) is None


def test_resting_what_was_handed_in_brings_nothing_back(outbox, case_id):
    outbox.drafts.save(unfinished(case_id))
    outbox.commit(draft_of(case_id, ()))
    outbox.drafts.rest(case_id)
    assert outbox.drafts.travel(case_id) is None


def test_pages_that_have_not_travelled_are_not_swept_after_a_day(outbox, store, station, clock, case_id):
    kept = outbox.keep_page(case_id, new_page())
    loose = outbox.keep_page(str(uuid.uuid4()), new_page(2))
    outbox.drafts.save(unfinished(case_id, (kept,)))
    files = PageFiles(station.pages, station.quarantine)
    clock.seconds += 2 * 86400
    recover(store, files, clock)
    assert (files.is_whole(kept.sealed_digest), files.is_whole(loose.sealed_digest)) == (True, False)
    clock.seconds += 30 * 86400
    recover(store, files, clock)
    assert not files.is_whole(kept.sealed_digest)
    assert outbox.drafts.travel(case_id) is None


def test_a_kill_while_saving_loses_nothing_that_was_promised(tmp_path, keys, clock, case_id):
    """Whole: the draft found is one that was saved, not older than the last one promised, and its page is there."""
    station = enrolled(tmp_path / "state", keys)
    for seed in range(KILLS):
        last = _killed_while_saving(station, case_id, seed)
        with contextlib.closing(Store.open(station.database)) as store:
            files = PageFiles(station.pages, station.quarantine)
            recover(store, files, clock)
            manifest, draft = saved_draft(store, keys, case_id)
            assert int(draft.place) >= last
            assert [page.sealed_digest for page in draft.pages] == [entry.digest for entry in manifest.pages]
            assert all(files.is_whole(entry.digest) for entry in manifest.pages)
            store.check()
        with contextlib.closing(Outbox.open(station, clock, SystemIds(clock))) as outbox:
            outbox.drafts.save(unfinished(case_id, place="-1"))


def _killed_while_saving(station, case_id, seed):
    child = subprocess.Popen(
        [sys.executable, str(HERE / "save_forever.py"), str(station.root), case_id],
        env={"PYTHONPATH": f"{HERE}:{HERE.parents[2]}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    promised = [child.stdout.readline() for _ in range(random.Random(seed).randint(1, 20))]
    child.kill()
    promised += [line for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    child.wait()
    return int(promised[-1])
