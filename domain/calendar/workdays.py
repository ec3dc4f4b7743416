"""Working days as the State Council publishes them, year by year."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    date: date
    estimated: bool
    """A year on the way is not published: weekends only were left out."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    published: frozenset[int]
    off_days: frozenset[date]
    make_up_days: frozenset[date]
    """Saturdays and Sundays that are worked."""

    @classmethod
    def from_json(cls, bodies: Iterable[str]) -> "WorkCalendar":
        """Of files like ``assets/catalogue/workdays_2026.json``, one a year. Raises ``ValueError``."""
        years: set[int] = set()
        off: set[date] = set()
        make_up: set[date] = set()
        for body in bodies:
            try:
                data = json.loads(body)
                years.add(int(data["year"]))
                off.update(date.fromisoformat(entry["date"]) for entry in data["off_days"])
                make_up.update(date.fromisoformat(day) for day in data["make_up_workdays"])
            except (KeyError, TypeError) as e:
                message = f"not a calendar of working days: {e}"
                raise ValueError(message) from e
        return cls(frozenset(years), frozenset(off), frozenset(make_up))

    def is_published(self, day: date) -> bool:
        return day.year in self.published

    def is_workday(self, day: date) -> bool:
        """In a year that is not published: Monday to Friday."""
        if day in self.make_up_days:
            return True
        return day.weekday() < 5 and day not in self.off_days

    def add_workdays(self, start: date, count: int) -> Due:
        """The day of the event is not counted. ``count`` 0: the day itself or the next working day."""
        if count < 0:
            message = "a period cannot be negative"
            raise ValueError(message)
        day = start
        estimated = count == 0 and not self.is_published(day)
        left = count
        while left or not self.is_workday(day):
            day += _DAY
            estimated = estimated or not self.is_published(day)
            left -= bool(left) and self.is_workday(day)
        return Due(day, estimated)

    def workdays_between(self, after: date, until: date) -> int:
        """Working days later than ``after`` and not later than ``until``; 0 when there are none."""
        days = (until - after).days
        return sum(self.is_workday(after + _DAY * n) for n in range(1, days + 1))
