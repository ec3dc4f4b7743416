"""How far a station's clock can be believed, and what its hand-ins say of it."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from queue_kit import SteppedClock, hand_in, manifest_in

from domain.clock import SystemClock, SystemIds
from offline_queue.clock_check import ClockCheck
from offline_queue.doctor import Doctor
from offline_queue.outbox import Outbox
from offline_queue.projection import Projection


@pytest.fixture
def check(tmp_path, clock) -> ClockCheck:
    return ClockCheck(tmp_path / "clock.json", clock)


def later(clock: SteppedClock, seconds: float) -> None:
    clock.seconds += seconds
    clock.wall += timedelta(seconds=seconds)


def test_a_clock_nobody_compared_is_neither_right_nor_wrong(check, clock):
    assert (check.ahead(), check.confidence(clock.now())) == (None, "unsynchronised")
    assert check.confidence(datetime(1970, 1, 1, tzinfo=UTC)) == "implausible"


@pytest.mark.parametrize(
    ("ahead", "confidence"),
    [(0.0, "synchronised"), (-59.0, "synchronised"), (61.0, "implausible"), (-5 * 365 * 86400.0, "implausible")],
)
def test_the_platforms_time_decides(check, clock, ahead, confidence):
    check.note(ahead)
    assert check.confidence(clock.now()) == confidence


def test_it_is_believed_through_days_without_a_line(check, clock):
    check.note(0.4)
    later(clock, 3 * 86400.0)
    assert (check.ahead(), check.confidence(clock.now())) == (0.4, "synchronised")


@pytest.mark.parametrize("seconds", [-5 * 365 * 86400.0, -10.0, 10.0, 5 * 365 * 86400.0])
def test_by_how_much_it_was_set_since_is_known_without_a_line(check, clock, seconds):
    check.note(0.5)
    later(clock, 86400.0)
    clock.wall += timedelta(seconds=seconds)
    assert check.ahead() == pytest.approx(0.5 + seconds)
    clock.wall -= timedelta(seconds=seconds)
    assert check.confidence(clock.now()) == "synchronised"


def test_a_restart_of_the_machine_forgets_and_a_torn_note_is_none(tmp_path, check, clock):
    check.note(0.0)
    assert ClockCheck(tmp_path / "clock.json", clock, "another start").ahead() is None
    (tmp_path / "clock.json").write_bytes(b'{"boot_id": "')
    assert check.ahead() is None


def test_a_hand_in_says_how_far_its_time_can_be_believed(station, clock, store):
    station.mirror.mkdir()
    with contextlib.closing(Outbox.open(station, clock, SystemIds(SystemClock()))) as outbox:
        before = hand_in(outbox, pages=1)
        ClockCheck(station.clock_file, clock).note(0.1)
        after = hand_in(outbox, pages=1)
    said = [manifest_in(store, case_id).clock_confidence for case_id in (before, after)]
    assert said == ["unsynchronised", "synchronised"]
    with contextlib.closing(Projection.open(station, clock)) as projection:
        assert [entry.clock_confidence for entry in projection.entries()] == said


def test_a_wrong_clock_is_shown(station, clock):
    station.mirror.mkdir()
    ClockCheck(station.clock_file, clock).note(-3600.0)
    with contextlib.closing(Projection.open(station, clock)) as projection:
        assert (projection.clock_confidence(), projection.clock_ahead()) == ("implausible", -3600.0)
    finding = Doctor(station, clock).examine()[0]
    assert (finding.subject, finding.fine) == ("clock", False)
    assert "-3600.0 s" in finding.words


def test_the_oldest_that_waits_is_one_whose_time_can_be_believed(station, clock):
    with contextlib.closing(Outbox.open(station, clock, SystemIds(SystemClock()))) as outbox:
        today, clock.wall = clock.wall, datetime(1970, 1, 2, tzinfo=UTC)
        hand_in(outbox, pages=1)
        with contextlib.closing(Projection.open(station, clock)) as projection:
            assert projection.summary().oldest_handed_in is None
        clock.wall = today
        hand_in(outbox, pages=1)
    with contextlib.closing(Projection.open(station, clock)) as projection:
        assert projection.summary().oldest_handed_in == today
