"""Time and identifiers, handed in together."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import CHINA, Clock, IdSource


@dataclass(frozen=True, slots=True)
class Sources:
    clock: Clock
    ids: IdSource

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        """The day it is in China."""
        return china_day(self.clock.now())


def china_day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()
