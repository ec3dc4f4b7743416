"""When this terminal serves, and when it is night. Times of day in China; without hours it serves around the clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, TypeAlias

from domain.clock import CHINA

Now: TypeAlias = Literal["open", "closing_soon", "closed"]
SOON = timedelta(minutes=15)
"""Before closing, in which new citizens are told."""


@dataclass(frozen=True, slots=True)
class Hours:
    opens: time | None = None
    closes: time | None = None
    night_from: time = time(22)
    night_until: time = time(6)

    def now(self, moment: datetime) -> Now:
        """Nobody is put out: who has begun may finish."""
        if self.opens is None or self.closes is None:
            return "open"
        local = moment.astimezone(CHINA)
        if not _within(local.time(), self.opens, self.closes):
            return "closed"
        return "open" if _within((local + SOON).time(), self.opens, self.closes) else "closing_soon"

    def is_night(self, moment: datetime) -> bool:
        """Darker and quieter (22:00 to 06:00 unless set otherwise)."""
        return _within(moment.astimezone(CHINA).time(), self.night_from, self.night_until)


AROUND_THE_CLOCK = Hours()


def hours(*, opens: str = "", closes: str = "", night_from: str = "22:00", night_until: str = "06:00") -> Hours:
    """From the ``[hours]`` table of the settings. Raises ``ValueError`` for anything but ``HH:MM``."""
    if bool(opens) != bool(closes):
        raise ValueError("opens and closes are set together or not at all")
    begin, end = (time.fromisoformat(word) if word else None for word in (opens, closes))
    return Hours(begin, end, time.fromisoformat(night_from), time.fromisoformat(night_until))


def _within(moment: time, begin: time, end: time) -> bool:
    """Also over midnight."""
    return begin <= moment < end if begin <= end else moment >= begin or moment < end
