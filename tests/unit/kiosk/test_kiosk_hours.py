from datetime import UTC, datetime

import pytest

from kiosk.hours import Hours, hours


def at(clock: str) -> datetime:
    """That time of day in China."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, 5, hour, minute, tzinfo=UTC).replace(hour=(hour - 8) % 24)


@pytest.mark.parametrize(
    ("clock", "state"),
    [("08:29", "closed"), ("08:30", "open"), ("17:14", "open"), ("17:15", "closing_soon"), ("17:29", "closing_soon"),
     ("17:30", "closed"), ("02:00", "closed")],
)  # fmt: skip
def test_service_hours(clock: str, state: str) -> None:
    assert hours(opens="08:30", closes="17:30").now(at(clock)) == state


def test_without_hours_it_serves_around_the_clock() -> None:
    assert {Hours().now(at(f"{hour:02}:00")) for hour in range(24)} == {"open"}


@pytest.mark.parametrize(("clock", "night"), [("21:59", False), ("22:00", True), ("03:00", True), ("06:00", False)])
def test_night_goes_over_midnight(clock: str, night: bool) -> None:
    assert Hours().is_night(at(clock)) is night


def test_half_set_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="together"):
        hours(opens="08:30")
