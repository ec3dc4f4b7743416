"""How far the scanner has drifted from its reference, in words. Pure."""

from datetime import datetime

from domain.clock import CHINA
from domain.text import Text, text
from kiosk.journeys.maintenance.flow import Point
from kiosk.upkeep.sheet_reference import Drift, Sheet, Sheets, drift


def drift_words(sheet: Sheet, reference: Sheet | None) -> Text:
    if reference is None:
        return text("maintenance_sheet.no_reference")
    found = drift(sheet, reference)
    key = "maintenance_sheet.drift_small" if found.small else "maintenance_sheet.drift_large"
    return text(key, day=_day(reference), **_levels(found))


def sheet_points(sheets: Sheets) -> tuple[Point, ...]:
    """Of the last sheet a technician put in: a report by itself has none to scan. None before there is a reference."""
    last, reference = sheets.last, sheets.reference
    if last is None or reference is None:
        return ()
    found = drift(last, reference)
    words = text("maintenance_sheet.last_is", day=_day(last), reference_day=_day(reference), **_levels(found))
    return (Point(text("maintenance_sheet.subject"), words, fine=found.small),)


def _levels(found: Drift) -> dict[str, str]:
    """With their signs."""
    return {"darker": f"{found.darker:+d}", "unevener": f"{found.unevener:+d}", "streaks": f"{found.streaks:+d}"}


def _day(sheet: Sheet) -> str:
    return f"{datetime.fromisoformat(sheet.at).astimezone(CHINA):%Y-%m-%d}"
