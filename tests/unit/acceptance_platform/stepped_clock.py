from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class SteppedClock:
    moment: datetime = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()

    def step(self, **by: float) -> None:
        self.moment += timedelta(**by)
