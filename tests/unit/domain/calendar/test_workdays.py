"""The vectors were worked out from the State Council's calendar of 2026."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.workdays import Due, WorkCalendar

BODY = (Path(__file__).parents[4] / "assets/catalogue/workdays_2026.json").read_text(encoding="utf-8")
CALENDAR = WorkCalendar.from_json([BODY])


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-09-30", 20, "2026-11-03"),
        ("2026-04-30", 10, "2026-05-18"),
        ("2026-06-18", 1, "2026-06-22"),
        ("2026-01-30", 45, "2026-04-10"),
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-10-03", 0, "2026-10-08"),
        ("2026-10-10", 0, "2026-10-10"),
    ],
)
def test_due(start: str, count: int, due: str) -> None:
    assert CALENDAR.add_workdays(date.fromisoformat(start), count) == Due(date.fromisoformat(due), estimated=False)


def test_the_year_has_248_working_days() -> None:
    assert CALENDAR.workdays_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


@pytest.mark.parametrize(("start", "count", "due"), [("2026-12-30", 5, "2027-01-06"), ("2027-05-03", 0, "2027-05-03")])
def test_a_year_not_published_is_an_estimate(start: str, count: int, due: str) -> None:
    assert CALENDAR.add_workdays(date.fromisoformat(start), count) == Due(date.fromisoformat(due), estimated=True)


def test_the_last_day_of_a_published_year_is_none() -> None:
    assert not CALENDAR.add_workdays(date(2026, 12, 30), 1).estimated


def test_a_period_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_workdays(date(2026, 1, 5), -1)


@given(st.dates(date(2025, 6, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_a_due_day_is_a_working_day_with_the_period_before_it(start: date, count: int) -> None:
    due = CALENDAR.add_workdays(start, count).date
    assert CALENDAR.is_workday(due)
    assert CALENDAR.workdays_between(start, due) == count
    assert CALENDAR.workdays_between(due, start) == 0
    assert CALENDAR.workdays_between(start, due - timedelta(days=1)) == count - 1


@pytest.mark.parametrize("body", ["{}", "[]", '{"year": 2026, "off_days": [1], "make_up_workdays": []}'])
def test_a_file_that_is_no_calendar_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="calendar"):
        WorkCalendar.from_json([body])
