import contextlib
import os
import subprocess
import time
import uuid
from datetime import timedelta

import pytest
from queue_kit import draft_of, hand_in, manifest_in, new_page, unfinished

from offline_queue import draft_rows, drafts, entries
from offline_queue.durable_files import temporary_file
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.page_files import PageFiles
from offline_queue.recovery import DRAFT_LIFETIME, recover, sweep, take_back_expired
from offline_queue.settlement import LEASE_SECONDS, Settlement, delete_confirmed
from offline_queue.station_time import StationTime
from offline_queue.store import Store


@pytest.fixture
def files(station, outbox):
    return PageFiles(station.pages, station.quarantine)


def keep(files, sealed):
    (kept,) = files.keep_all([lambda sink: sink(sealed)])
    return kept.digest


def test_an_interrupted_hand_in_is_unknown_not_failed(outbox, store, files, clock):
    case_id = hand_in(outbox)
    with store.transaction() as transaction:
        entries.move(transaction, case_id, EntryEvent.STARTED)
    recover(store, files, clock)
    with store.reading() as transaction:
        assert entries.find_entry(transaction, case_id).state is EntryState.UNKNOWN


def test_a_claim_runs_out_and_only_a_claim_nobody_here_holds(outbox, store, clock):
    case_id = hand_in(outbox)
    with store.reading() as transaction:
        entry = entries.find_entry(transaction, case_id)
    Settlement(store, clock).begin(entry)

    def state_after(seconds, held=()):
        clock.seconds += seconds
        take_back_expired(store, clock, held)
        with store.reading() as transaction:
            return entries.find_entry(transaction, case_id).state

    assert state_after(LEASE_SECONDS - 1) is EntryState.SENDING
    assert state_after(3600, held={case_id}) is EntryState.SENDING
    assert state_after(0) is EntryState.UNKNOWN


def test_files_of_a_confirmed_hand_in_go_even_if_the_kill_came_first(outbox, store, files, clock, station):
    case_id = hand_in(outbox)
    kept = hand_in(outbox, pages=1)
    with store.transaction() as transaction:
        entries.move(transaction, case_id, EntryEvent.STARTED)
        entries.move(transaction, case_id, EntryEvent.ACKNOWLEDGED)
    recover(store, files, clock)
    left = {path.stem for path in station.pages.iterdir()}
    assert left == {item.digest for item in manifest_in(store, kept).objects if item.role == "page"}


def test_files_that_cannot_be_deleted_hold_up_no_others_and_go_when_they_can(outbox, store, files, clock, station):
    held, free = hand_in(outbox, pages=1), hand_in(outbox, pages=1)
    with store.transaction() as transaction:
        for case_id in (held, free):
            entries.move(transaction, case_id, EntryEvent.STARTED)
            entries.move(transaction, case_id, EntryEvent.ACKNOWLEDGED)
    page = files.path(manifest_in(store, held).objects[1].digest)
    draft = files.path(outbox.keep_page(str(uuid.uuid4()), new_page()).sealed_digest)
    stuck = {page, draft}
    for path in stuck:
        path.unlink()
        path.mkdir()  # unlink refuses folders
    clock.seconds += DRAFT_LIFETIME + 1
    delete_confirmed(store, files)
    recover(store, files, clock)
    assert set(station.pages.iterdir()) == stuck
    with store.reading() as transaction:
        assert entries.confirmed_with_files(transaction) == (held,)
        assert [one.digest for one in drafts.all_pages(transaction)] == [draft.stem]
    for path in stuck:
        path.rmdir()
        path.write_bytes(b"x")
    sweep(store, files, clock)
    assert list(station.pages.iterdir()) == []


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


def test_old_drafts_go_and_young_ones_and_hand_ins_stay(outbox, store, files, station, clock):
    held = {item.digest for item in manifest_in(store, hand_in(outbox, pages=1)).objects if item.role == "page"}
    outbox.keep_page(str(uuid.uuid4()), new_page(data=b"old"))
    clock.seconds += DRAFT_LIFETIME
    young = outbox.keep_page(str(uuid.uuid4()), new_page(data=b"young"))
    clock.seconds += 60
    recover(store, files, clock)
    assert {path.stem for path in station.pages.iterdir()} == held | {young.sealed_digest}
    with store.reading() as transaction:
        assert [page.digest for page in drafts.all_pages(transaction)] == [young.sealed_digest]


def test_a_clock_that_jumps_sweeps_nothing_of_who_stands_at_the_screen(outbox, store, files, station, clock):
    kept = outbox.keep_page(case_id := str(uuid.uuid4()), new_page())
    outbox.drafts.save(unfinished(case_id, (kept,)))
    for years in (5, -10, 30):
        clock.wall += timedelta(days=365 * years)
        recover(store, files, clock)
    with store.reading() as transaction:
        assert draft_rows.find(transaction, case_id) is not None
    assert outbox.commit(draft_of(case_id, (kept,))).pages == 1


def test_time_that_another_start_of_the_machine_saw_counts_too(outbox, store, files, clock):
    kept = outbox.keep_page(str(uuid.uuid4()), new_page())
    for boot in ("second", "third"):
        clock.seconds = DRAFT_LIFETIME / 2 + 60
        with store.transaction() as transaction:
            StationTime(clock, boot).advance(transaction)
    assert files.is_whole(kept.sealed_digest)
    recover(store, files, clock)
    assert not files.is_whole(kept.sealed_digest)


def test_a_page_whose_row_was_lost_is_kept_for_a_day_and_may_still_find_its_case(outbox, store, files, clock):
    kept = outbox.keep_page(case_id := str(uuid.uuid4()), new_page())
    with store.transaction() as transaction:
        transaction.change("DELETE FROM draft_page")
    recover(store, files, clock)
    assert files.is_whole(kept.sealed_digest)
    outbox._pages._note(case_id, (kept,))
    outbox.drop_page(case_id, kept.sealed_digest)
    assert not files.is_whole(kept.sealed_digest)
    stray = keep(files, b"sealed bytes no row knows")
    recover(store, files, clock)
    clock.seconds += DRAFT_LIFETIME + 1
    recover(store, files, clock)
    assert not files.is_whole(stray)


def test_files_of_a_lost_database_are_set_aside_not_deleted_however_the_clock_stands(station, clock, outbox):
    files = PageFiles(station.pages, station.quarantine)
    orphan = keep(files, b"sealed under another database")
    later = time.time() + 3600
    os.utime(files.path(orphan), (later, later))
    outbox.close()
    for part in station.queue.glob("queue.db*"):
        part.unlink()
    with contextlib.closing(Store.open(station.database)) as store:
        recover(store, files, clock)
    assert (station.quarantine / f"{orphan}.age").exists()


def test_a_file_that_somebody_has_just_removed_is_nothing_to_set_aside(files, station, outbox):
    files.set_aside(station.pages / "gone.age")
    assert not list(station.quarantine.iterdir())


def test_a_page_written_under_a_clock_that_was_set_back_is_no_stranger(store, files, station, clock, outbox):
    """As after a power cut that emptied the battery of the clock: the page is older than its database."""
    kept = outbox.keep_page(str(uuid.uuid4()), new_page())
    os.utime(files.path(kept.sealed_digest), (1, 1))
    with store.transaction() as transaction:
        transaction.change("DELETE FROM draft_page")
    recover(store, files, clock)
    assert files.is_whole(kept.sealed_digest)
    assert not list(station.quarantine.iterdir())


def test_half_written_files_go_when_who_wrote_them_is_gone_and_not_before(store, files, station, clock, outbox):
    (station.pages / "tmp-0011223344556677").write_bytes(b"half")
    with temporary_file(station.pages) as (_, being_written):
        clock.wall += timedelta(days=3650)
        recover(store, files, clock)
        assert list(station.pages.iterdir()) == [being_written]
        being_written.rename(station.pages / "whole")


def test_a_page_of_no_row_that_cannot_be_read_stays_where_it_is_and_stops_nothing(store, files, station, clock, outbox):
    page = files.path("ab" * 32)
    page.symlink_to("/proc/self/mem")  # the kernel refuses its first read with EIO
    recover(store, files, clock)
    assert page.is_symlink()
    assert not list(station.quarantine.iterdir())


def test_what_is_set_aside_never_takes_the_place_of_what_lies_there(files, station, outbox):
    for content in (b"first", b"second"):
        page = files.path("ab" * 32)
        page.write_bytes(content)
        files.set_aside(page)
        folder = station.pages / "folder"
        folder.mkdir()
        (folder / "inside").write_bytes(content)
        files.set_aside(folder)
    kept = [path.read_bytes() for path in station.quarantine.rglob("*") if path.is_file()]
    assert sorted(kept) == [b"first"] * 2 + [b"second"] * 2


def test_a_file_that_cannot_be_set_aside_stops_no_start(store, files, station, clock, outbox, caplog):
    foreign = [station.pages / name for name in ("of a person.txt", "tmp-folder", "mounted")]
    foreign[0].write_bytes(b"x")
    foreign[1].mkdir()
    foreign[2].mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", foreign[2]], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a file system")
    try:
        recover(store, files, clock)
    finally:
        subprocess.run(["umount", foreign[2]], check=True)
    assert [path.exists() for path in foreign] == [False, False, True]
    assert {path.name for path in station.quarantine.iterdir()} == {"of a person.txt", "tmp-folder"}
    assert "set aside foreign files: 2, left where they are: 1" in caplog.text
    assert "of a person" not in caplog.text
