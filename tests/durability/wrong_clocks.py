"""What a flat battery, a time server or a person does to a wall clock."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

_YEAR = timedelta(days=366)
_END_OF_32_BITS = datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC)


def _off_by(difference: timedelta) -> Callable[[datetime], Callable[[], datetime]]:
    return lambda _: lambda: datetime.now(UTC) + difference


WRONG_CLOCKS: Mapping[str, Callable[[datetime], Callable[[], datetime]]] = {
    "right": _off_by(timedelta()),
    "five years slow": _off_by(-5 * _YEAR),
    "five years fast": _off_by(5 * _YEAR),
    "one second back": _off_by(timedelta(seconds=-1)),
    "frozen": lambda jumped_at: lambda: jumped_at,
    "at the end of 2038": lambda jumped_at: lambda: _END_OF_32_BITS + (datetime.now(UTC) - jumped_at),
}
"""By the moment it jumps, what it shows from then on."""


class WanderingClock:
    """Its monotonic time goes on with each look; its day goes where it is told."""

    def __init__(self) -> None:
        self._shows = WRONG_CLOCKS["right"](datetime.now(UTC))
        self._seconds = 100.0

    def jump(self, how: str) -> None:
        self._shows = WRONG_CLOCKS[how](datetime.now(UTC))

    def now(self) -> datetime:
        return self._shows()

    def monotonic(self) -> float:
        self._seconds += 0.001
        return self._seconds
