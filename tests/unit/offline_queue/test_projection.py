"""What a monitor may show: every hand-in, why it waits, and nothing made by looking."""

import contextlib
from datetime import timedelta

import pytest
from queue_kit import hand_in

from domain.failures import Failure, FailureCode
from offline_queue import entries
from offline_queue.delivery import Declined, Postponed
from offline_queue.entry_states import EntryEvent
from offline_queue.projection import Projection
from offline_queue.settlement import Settlement
from offline_queue.station import Station
from offline_queue.station_time import boot_id


@pytest.fixture
def projection(station, clock):
    with contextlib.closing(Projection.open(station, clock)) as projection:
        yield projection


def test_a_station_without_a_database_has_an_empty_queue_and_keeps_none(tmp_path, clock):
    station = Station(tmp_path)
    with contextlib.closing(Projection.open(station, clock)) as projection:
        assert projection.entries() == ()
        assert projection.case_state("c1") is None
        assert (projection.summary().waiting, projection.forecast().backlog_bytes) == (0, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_projection_that_was_opened_first_sees_the_first_hand_in(station, clock, projection, outbox):
    assert [entry.submission_id for entry in projection.entries()] == []
    case_id = hand_in(outbox)
    assert [entry.submission_id for entry in projection.entries()] == [case_id]


def test_a_hand_in_that_failed_tells_when_why_and_when_again(outbox, store, clock, projection):
    case_id = hand_in(outbox)
    try_once(store, clock, case_id, Postponed(Failure(FailureCode.PLATFORM_BUSY)), wait=30.0)
    (view,) = projection.entries()
    assert (view.state, view.cause, view.attempts) == ("waiting", FailureCode.PLATFORM_BUSY, 1)
    assert (view.last_try_at, view.next_try_at) == (clock.now(), clock.now() + timedelta(seconds=30))
    assert (view.bytes_sent, view.bytes_total > 0) == (0, True)


def test_send_now_puts_what_a_person_had_to_see_first_again(outbox, store, clock, projection):
    case_id = hand_in(outbox)
    try_once(store, clock, case_id, Declined(Failure(FailureCode.MANIFEST_INVALID)))
    assert projection.entries()[0].state == "needs_attention"
    assert outbox.send_now(case_id).value == "waiting"
    (view,) = projection.entries()
    assert (view.cause, view.attempts, view.next_try_at) == (None, 0, None)
    with store.reading() as transaction:
        assert entries.find_entry(transaction, case_id).urgent


def test_send_now_leaves_what_is_under_way_under_way(outbox, store, clock):
    case_id = hand_in(outbox)
    with store.reading() as transaction:
        entry = entries.find_entry(transaction, case_id)
    Settlement(store, clock).begin(entry)
    assert outbox.send_now(case_id).value == "sending"
    with pytest.raises(KeyError):
        outbox.send_now("no such hand-in")


def try_once(store, clock, case_id, verdict, wait=0.0):
    settlement = Settlement(store, clock)
    with store.reading() as transaction:
        entry = entries.find_entry(transaction, case_id)
    settlement.begin(entry)
    settlement.settle(entry, verdict, asked=False, wait=wait)


def test_each_hand_in_tells_how_far_its_time_can_be_believed(outbox, clock, projection):
    clock.wall = clock.wall.replace(year=1970)
    hand_in(outbox)
    (view,) = projection.entries()
    assert (view.clock_confidence, view.boot_id) == ("implausible", boot_id())
    assert projection.clock_confidence() == "implausible"


def test_looking_at_a_station_whose_folder_is_not_there_makes_none(tmp_path, clock):
    missing = tmp_path / "not" / "made"
    with contextlib.closing(Projection.open(Station(missing), clock)) as projection:
        assert projection.forecast().free_bytes > 0
    assert list(tmp_path.iterdir()) == []


def test_the_latest_are_all_that_wait_and_so_many_of_what_is_delivered(outbox, store, station, clock):
    ids = [hand_in(outbox) for _ in range(5)]
    for delivered in (ids[0], ids[2], ids[3]):
        with store.transaction() as transaction:
            entries.move(transaction, delivered, EntryEvent.STARTED)
            entries.move(transaction, delivered, EntryEvent.ACKNOWLEDGED)
            for item in entries.manifest_of(transaction, delivered).objects:
                entries.mark_sent(transaction, item.digest, item.size)
    with contextlib.closing(Projection.open(station, clock)) as projection:
        whole = {entry.submission_id: entry for entry in projection.entries()}
        assert list(whole) == ids
        for most, shown in (
            (0, [ids[1], ids[4]]),
            (2, [ids[2], ids[3], ids[1], ids[4]]),
            (9, [ids[0], ids[2], ids[3], ids[1], ids[4]]),
        ):
            found = projection.latest(most)
            assert [entry.submission_id for entry in found] == shown
            assert all(whole[entry.submission_id] == entry for entry in found)
    assert whole[ids[0]].bytes_sent == whole[ids[0]].bytes_total > 0 == whole[ids[1]].bytes_sent
