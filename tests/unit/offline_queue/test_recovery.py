import os
import uuid
from datetime import timedelta

import pytest
from queue_kit import hand_in, manifest_in, new_page

from offline_queue import drafts, entries
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.page_files import PageFiles
from offline_queue.recovery import DRAFT_LIFETIME, recover


@pytest.fixture
def files(station, outbox):
    return PageFiles(station.pages, station.quarantine)


@pytest.fixture
def long_after(clock, store):
    """A day after everything that happens in the test, by the clock the files were written with."""
    import time

    clock.wall += timedelta(seconds=time.time() - clock.wall.timestamp() + DRAFT_LIFETIME + 60)
    with store.transaction() as transaction:
        transaction.change("UPDATE counter SET value = 0 WHERE name = 'created_at'")
    return clock


def keep(files, sealed):
    (kept,) = files.keep_all([lambda sink: sink.write(sealed)])
    return kept.digest


def test_an_interrupted_hand_in_is_unknown_not_failed(outbox, store, files, clock):
    case_id = hand_in(outbox)
    with store.transaction() as transaction:
        entries.move(transaction, case_id, EntryEvent.STARTED)
    recover(store, files, clock)
    with store.reading() as transaction:
        assert entries.find_entry(transaction, case_id).state is EntryState.UNKNOWN


def test_files_of_a_confirmed_hand_in_go_even_if_the_kill_came_first(outbox, store, files, clock, station):
    case_id = hand_in(outbox)
    kept = hand_in(outbox, pages=1)
    with store.transaction() as transaction:
        entries.move(transaction, case_id, EntryEvent.STARTED)
        entries.move(transaction, case_id, EntryEvent.ACKNOWLEDGED)
    recover(store, files, clock)
    left = {path.stem for path in station.pages.iterdir()}
    assert left == {item.digest for item in manifest_in(store, kept).objects if item.role == "page"}


def test_foreign_files_are_set_aside_and_never_deleted(store, files, clock, station, outbox):
    (station.pages / "notes.txt").write_bytes(b"who put this here")
    recover(store, files, clock)
    assert (station.quarantine / "notes.txt").read_bytes() == b"who put this here"
    assert list(station.pages.iterdir()) == []


def test_a_file_that_is_not_what_it_is_named_by_is_set_aside(store, files, clock, station, outbox):
    name = "ab" * 32 + ".age"
    (station.pages / name).write_bytes(b"torn")
    recover(store, files, clock)
    assert (station.quarantine / name).exists()


def test_old_drafts_go_and_young_ones_and_hand_ins_stay(outbox, store, files, station, long_after):
    held = {item.digest for item in manifest_in(store, hand_in(outbox, pages=1)).objects if item.role == "page"}
    young = outbox.keep_page(str(uuid.uuid4()), new_page(data=b"young"))
    old = outbox.keep_page(str(uuid.uuid4()), new_page(data=b"old"))
    with store.transaction() as transaction:
        transaction.change("UPDATE draft_page SET kept_at = 0 WHERE digest = ?", old.sealed_digest)
    orphan = keep(files, b"sealed bytes no row knows")
    recover(store, files, long_after)
    assert {path.stem for path in station.pages.iterdir()} == held | {young.sealed_digest}
    assert orphan not in held
    with store.reading() as transaction:
        assert [page.digest for page in drafts.all_pages(transaction)] == [young.sealed_digest]


def test_files_of_a_lost_database_are_set_aside_not_deleted(store, files, station, clock, outbox):
    orphan = keep(files, b"sealed under another database")
    os.utime(files.path(orphan), (1, 1))
    recover(store, files, clock)
    assert (station.quarantine / f"{orphan}.age").exists()


def test_half_written_files_go_once_they_are_nobodys(store, files, station, long_after, outbox):
    (station.pages / "tmp-0011223344556677").write_bytes(b"half")
    recover(store, files, long_after)
    assert list(station.pages.iterdir()) == []
