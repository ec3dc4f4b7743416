"""Phantoms: a decoder sometimes sees in one frame a code that is not there. A real one stays for several frames."""

from collections.abc import Callable

from devices.qr_scanner.payload_codec import Payload

SPAN_SECONDS = 1.0
"""Sightings further apart do not add up."""
_MOST_REMEMBERED = 16


class Sightings:
    """Remembers hashes of what was seen lately, at most :data:`_MOST_REMEMBERED` of them."""

    def __init__(self, needed: int, now: Callable[[], float]) -> None:
        self._needed = needed
        self._now = now
        self._seen: dict[tuple[int, str], tuple[int, int, float]] = {}
        """Frame it was seen in last, in how many frames, and when."""

    def enough(self, payload: Payload, frame: int) -> bool:
        """Whether the code was now seen in as many frames as needed; ``frame``: its number."""
        key = (hash(payload.data), payload.aim_id)
        last, count, when = self._seen.pop(key, (-1, 0, float("-inf")))
        now = self._now()
        count = 1 if now - when > SPAN_SECONDS else count + (frame != last)
        self._seen[key] = (frame, count, now)
        if len(self._seen) > _MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return count >= self._needed
