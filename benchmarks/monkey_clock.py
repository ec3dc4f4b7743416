"""The clock on the wall of the monkey's hall: it can be set to closing time, and back."""

import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day

from domain.clock import CHINA
from kiosk.hours import Hours

HOURS = Hours(opens=time_of_day(0, 1), closes=time_of_day(23, 59))
"""So that a run at any hour meets an open terminal."""
_NIGHT = time_of_day(23, 59, 30)


class HallClock:
    def __init__(self) -> None:
        self._ahead = timedelta()

    def set_to_night(self) -> None:
        now = datetime.now(CHINA)
        self._ahead = datetime.combine(now.date(), _NIGHT, CHINA) - now

    def set_to_day(self) -> None:
        """The time it is."""
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def monotonic(self) -> float:
        return time.monotonic()
