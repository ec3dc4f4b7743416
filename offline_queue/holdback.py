"""Until when the platform wants to be left alone (Retry-After), on whichever connection it said so."""

from domain.clock import Clock
from offline_queue.outcome import Answer, retry_after


class Holdback:
    """Nothing is asked, sent or begun while :meth:`left` is not over. From any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = 0.0

    def note(self, answer: Answer) -> None:
        """Every answer that came."""
        if answer.status >= 400 and (seconds := retry_after(answer)):
            self._until = max(self._until, self._clock.monotonic() + seconds)

    def left(self) -> float:
        """Seconds."""
        return max(self._until - self._clock.monotonic(), 0.0)
