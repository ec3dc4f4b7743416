from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.calendar.deadlines import acceptance_due, decision_due
from domain.calendar.lamps import lamp
from domain.calendar.workdays import Due, WorkCalendar
from domain.catalogue.load import load_catalogue

ASSETS = Path(__file__).parents[4] / "assets/catalogue"
CALENDAR = WorkCalendar.from_json([(ASSETS / "workdays_2026.json").read_text(encoding="utf-8")])
ITEM = load_catalogue((ASSETS / "demo_catalogue.json").read_text(encoding="utf-8")).item("DEMO-016")


def due(day: str, *, estimated: bool = False) -> Due:
    return Due(date.fromisoformat(day), estimated)


def test_the_department_has_five_working_days_from_hand_in() -> None:
    assert acceptance_due(date(2026, 2, 13), CALENDAR) == due("2026-02-27")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, due("2026-12-11")),
        ({"promised_days": None, "promised_text": ""}, due("2027-01-01", estimated=True)),
        ({"promised_days": 0}, due("2026-11-20")),
        ({"promised_days": None, "promised_text": "15日"}, due("2026-12-07")),
        ({"promised_days": None, "promised_text": "", "legal_days": None, "legal_text": "3日"}, due("2026-11-23")),
        ({"promised_days": None, "promised_text": "", "legal_days": None, "legal_text": "按批次"}, None),
    ],
)
def test_the_decision_is_due_by_promise_else_by_law(change: dict[str, object], expected: Due | None) -> None:
    item = replace(ITEM, **change)  # type: ignore[arg-type]
    assert decision_due(item, date(2026, 11, 20), CALENDAR) == expected


@pytest.mark.parametrize(
    ("last_day", "today", "promised", "colour"),
    [
        ("2026-11-27", "2026-11-20", 5, "green"),
        ("2026-11-27", "2026-11-25", 5, "green"),
        ("2026-11-27", "2026-11-26", 5, "yellow"),
        ("2026-11-27", "2026-11-27", 5, "yellow"),
        ("2026-11-27", "2026-11-28", 5, "red"),
        ("2026-10-08", "2026-09-30", 5, "yellow"),
        ("2026-11-27", "2026-11-25", 20, "yellow"),
        ("2026-11-27", "2026-11-24", 20, "green"),
        (None, "2026-11-20", 20, "grey"),
    ],
)
def test_lamp(last_day: str | None, today: str, promised: int, colour: str) -> None:
    day = date.fromisoformat(last_day) if last_day else None
    assert lamp(day, date.fromisoformat(today), CALENDAR, promised) == colour
