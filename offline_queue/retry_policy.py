"""How long to wait before the next try. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

LONGEST_WAIT = 900.0
"""Seconds; also the most a platform's Retry-After is believed."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Full jitter (Brooker, "Exponential Backoff And Jitter"): anywhere between nothing and a growing ceiling."""

    first: float
    ceiling: float

    def wait(self, attempts: int, random: Callable[[], float], at_least: float = 0.0) -> float:
        """Seconds after ``attempts`` failures in a row (1 or more). ``random`` answers [0, 1)."""
        growing = self.first * 2.0 ** min(attempts - 1, 60)
        return min(max(random() * min(growing, self.ceiling), at_least), LONGEST_WAIT)


ENTRY = Backoff(first=1.0, ceiling=60.0)
"""For one hand-in that keeps failing while the platform answers: it sinks, others go on."""
SUNK = Backoff(first=1.0, ceiling=300.0)
"""For one thing of many small ones that fails while others go: one try in some minutes."""
LINE = Backoff(first=1.0, ceiling=5.0)
"""For asking whether the line is back while work waits."""
LANE = Backoff(first=0.1, ceiling=0.5)
"""For one connection among several, after it broke."""
