"""Last days of the legal and promised periods (行政许可法 Art 32, 42, 82)."""

import re
from datetime import date, timedelta

from domain.calendar.workdays import Due, WorkCalendar
from domain.catalogue.model import Item

ACCEPTANCE_DAYS = 5
"""Working days to accept, refuse or ask for everything missing at once; silence means accepted."""

_PLAIN_DAYS = re.compile(r"(\d+)日")


def acceptance_due(received: date, calendar: WorkCalendar) -> Due:
    """``received``: the day of hand-in at the station, not of its arrival on the platform."""
    return calendar.add_workdays(received, ACCEPTANCE_DAYS)


def decision_due(item: Item, accepted: date, calendar: WorkCalendar) -> Due | None:
    """By the promise, else by the law; ``None`` when the item names no period."""
    for days, words in ((item.promised_days, item.promised_text), (item.legal_days, item.legal_text)):
        if days is not None:
            return calendar.add_workdays(accepted, days)
        plain = _PLAIN_DAYS.fullmatch(words)
        if plain:
            return _plain_days(accepted, int(plain.group(1)), calendar)
    return None


def _plain_days(start: date, days: int, calendar: WorkCalendar) -> Due:
    """Calendar days; a period that ends on a day off ends on the next working day."""
    return calendar.add_workdays(start + timedelta(days=days), 0)
