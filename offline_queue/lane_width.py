"""How many lanes are worth their connections. Pure."""

FEWEST = 2
"""One goes on while the other connects again."""
MOST = 4
_SLOW_BYTES_PER_S = 16e3
_FAST_BYTES_PER_S = 32e3
_TELLING_BYTES = 32 << 10
"""Less measures the round trip."""


class LaneWidth:
    """A new connection takes six kilobytes: a slow line is busy with it for a second, a fast one does not feel it."""

    def __init__(self) -> None:
        self._is_slow = False

    @property
    def lanes(self) -> int:
        return FEWEST if self._is_slow else MOST

    def note(self, size: int, seconds: float, busy: int) -> None:
        """One of ``busy`` lanes carried ``size`` bytes."""
        if size < _TELLING_BYTES:
            return
        whole_line = size / max(seconds, 0.001) * max(busy, 1)
        if whole_line < _SLOW_BYTES_PER_S:
            self._is_slow = True
        elif whole_line > _FAST_BYTES_PER_S:
            self._is_slow = False

    def worth_warming(self, hand_ins: int) -> int:
        """Connections to make beside that of the ping, while it is on its way."""
        return min(hand_ins, 1 if self._is_slow else MOST)
