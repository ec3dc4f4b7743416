"""How many lanes are worth their connections. Pure."""

FEWEST = 2
"""One goes on while the other connects again."""
USUAL = 4
MOST = 8
"""On a line whose connections break often: a break destroys what that connection has on its way, and where more share
the line each has less. Four more cost five kilobytes, once, and save one and a half a break at 1 Mbit/s and 200 ms."""
_SLOW_BYTES_PER_S = 16e3
_FAST_BYTES_PER_S = 32e3
_TELLING_BYTES = 32 << 10
"""Less measures the round trip."""
_OFTEN_BYTES = 2e6
"""Fewer than so many between two breaks is often."""


class LaneWidth:
    """A new connection takes six kilobytes: a slow line is busy with it for a second, a fast one does not feel it."""

    def __init__(self) -> None:
        self._is_slow = False
        self._between_breaks = float("inf")
        """Bytes, the later the more they count."""
        self._since_break = 0

    @property
    def lanes(self) -> int:
        if self._is_slow:
            return FEWEST
        return MOST if max(self._between_breaks, self._since_break) < _OFTEN_BYTES else USUAL

    def note(self, size: int, seconds: float, busy: int) -> None:
        """One of ``busy`` lanes carried ``size`` bytes."""
        self._since_break += size
        if size < _TELLING_BYTES:
            return
        whole_line = size / max(seconds, 0.001) * max(busy, 1)
        if whole_line < _SLOW_BYTES_PER_S:
            self._is_slow = True
        elif whole_line > _FAST_BYTES_PER_S:
            self._is_slow = False

    def broke(self) -> None:
        """A lane's connection."""
        known = self._between_breaks
        self._between_breaks = self._since_break if known == float("inf") else (known + self._since_break) / 2
        self._since_break = 0

    def worth_warming(self, pages: int) -> int:
        """Connections to make beside that of a ping or a manifest, while it is on its way."""
        return min(pages, 1 if self._is_slow else USUAL)
