"""Which slots a hall offers. Pure: half hours of the next working days, so many people each."""

from datetime import date, datetime, timedelta

from domain.calendar.workdays import WorkCalendar
from domain.clock import CHINA

DAYS_AHEAD = 5
"""Working days, today not counted."""
PLACES = 4
"""People of one slot."""
BEGINS = ("09:00", "09:30", "10:00", "10:30", "11:00", "14:00", "14:30", "15:00", "15:30", "16:00")


def days(today: date, calendar: WorkCalendar) -> tuple[date, ...]:
    found: list[date] = []
    day = today
    while len(found) < DAYS_AHEAD:
        day += timedelta(days=1)
        if calendar.is_workday(day):
            found.append(day)
    return tuple(found)


def is_offered(day: str, begins: str, now: datetime, calendar: WorkCalendar) -> bool:
    offered = {one.isoformat() for one in days(now.astimezone(CHINA).date(), calendar)}
    return day in offered and begins in BEGINS
