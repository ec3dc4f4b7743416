"""What a battery, a time server or a person does to a wall clock."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

_YEAR = timedelta(days=366)

WRONG_CLOCKS: Mapping[str, Callable[[datetime], datetime]] = {
    "right": lambda now: now,
    "five years slow": lambda now: now - 5 * _YEAR,
    "five years fast": lambda now: now + 5 * _YEAR,
    "one second back": lambda now: now - timedelta(seconds=1),
    "at the end of 2038": lambda _: datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
}
"""Where it stands, from where it should."""
