"""The budget of ``line.toml``: one for all lanes together, whoever of them is busy."""

import threading

from domain.clock import Clock

BURST_SECONDS = 2.0
"""Of the budget, in one request; the pause comes after it."""


class Budget:
    """Several threads may spend from it. ``bytes_per_s`` 0: no limit."""

    def __init__(self, bytes_per_s: float, clock: Clock) -> None:
        self._bytes_per_s = bytes_per_s
        self._clock = clock
        self._lock = threading.Lock()
        self._paid_until = float("-inf")

    @property
    def largest_request(self) -> int:
        """Bytes; 0: any."""
        return int(self._bytes_per_s * BURST_SECONDS)

    def spend(self, size: int, seconds: float) -> float:
        """Seconds to wait after ``size`` bytes went within the last ``seconds``."""
        if not self._bytes_per_s:
            return 0.0
        now = self._clock.monotonic()
        with self._lock:
            self._paid_until = max(self._paid_until, now - seconds) + size / self._bytes_per_s
            return max(0.0, self._paid_until - now)
