"""What was promised is there after a kill at any moment, and after the disk refused."""

import contextlib
import random
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from queue_kit import draft_of, enrolled, hand_in, manifest_in, new_page

from domain.failures import Failure, FailureCode
from offline_queue import entries
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover
from offline_queue.store import Store
from offline_queue.verification import verify
from tests.unit.small_disk import files_up_to

HERE = Path(__file__).parent
KILLS = 6


def test_a_kill_while_handing_in_loses_nothing_that_was_promised(tmp_path, keys, clock):
    station = enrolled(tmp_path / "state", keys)
    promised = []
    for seed in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, str(HERE / "enqueue_forever.py"), str(station.root)],
            env={"PYTHONPATH": f"{HERE}:{HERE.parents[2]}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        promised += [child.stdout.readline().strip() for _ in range(random.Random(seed).randint(1, 25))]
        child.kill()
        promised += [line.strip() for line in child.stdout if line.endswith("\n")]
        child.stdout.close()
        child.wait()
    with contextlib.closing(Store.open(station.database)) as store:
        recover(store, PageFiles(station.pages, station.quarantine), clock)
        with store.reading() as transaction:
            held = entries.all_entries(transaction)
        store.check()
    assert len(promised) >= KILLS
    assert set(promised) <= {entry.submission_id for entry in held}
    assert len({entry.temporary_no for entry in held}) == len(held)
    assert verify(station) == ()


def test_a_full_disk_promises_nothing_and_leaves_nothing(outbox, station):
    with files_up_to(64 << 10), pytest.raises(Failure) as refused:
        outbox.keep_page(str(uuid.uuid4()), new_page(data=b"x" * (128 << 10)))
    assert refused.value.code is FailureCode.STORE_DISK_FULL
    assert list(station.pages.iterdir()) == []


def test_a_database_that_cannot_grow_keeps_what_it_promised_and_works_again_when_there_is_room(outbox, store):
    held = []
    with files_up_to(512 << 10):
        while (case_id := hand_in_if_possible(outbox)) and len(held) < 200:
            held.append(case_id)
    assert 1 <= len(held) < 200
    held.append(hand_in(outbox, pages=1))
    with store.reading() as transaction:
        assert {entry.submission_id for entry in entries.all_entries(transaction)} == set(held)


def hand_in_if_possible(outbox):
    try:
        return hand_in(outbox, pages=1)
    except Failure as failure:
        assert failure.code in (FailureCode.STORE_DISK_FULL, FailureCode.STORE_WRITE_FAILED)  # noqa: PT017 - see above
        return ""


def test_an_fsync_that_fails_is_never_tried_again(outbox, station, monkeypatch):
    calls = []

    def broken(descriptor):
        calls.append(descriptor)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("offline_queue.durable_files.os.fsync", broken)
    with pytest.raises(Failure) as refused:
        outbox.keep_page(str(uuid.uuid4()), new_page())
    assert refused.value.code is FailureCode.STORE_WRITE_FAILED
    assert len(calls) == 1
    assert list(station.pages.iterdir()) == []


def test_a_page_that_was_kept_survives_and_can_be_handed_in_by_the_next_process(station, clock, outbox, store):
    from domain.clock import SystemIds
    from offline_queue.outbox import Outbox

    case_id = str(uuid.uuid4())
    kept = outbox.keep_page(case_id, new_page())
    outbox.close()
    with contextlib.closing(Outbox.open(station, clock, SystemIds(clock))) as second:
        second.commit(draft_of(case_id, (kept,)))
    assert manifest_in(store, case_id).objects[1].digest == kept.sealed_digest
