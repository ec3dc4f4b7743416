"""How large the next request of an upload is, by what the line carried.

What came of a request that was cut is kept to the byte, so a reset costs what was on its way and half a TLS record,
whatever the size of the piece; a piece itself costs its headers, and a round trip where no other lane fills it. That
falls as pieces grow: they last as long as is bearable for who waits for progress, and a cut alone makes none smaller.

Where somebody on the way holds a request back until it is whole, a reset costs half a piece on average. With D bytes
between two resets and h bytes a request, h/p + p/2D is least at p = sqrt(2·D·h): 16 KB for 300 KB and 450 bytes. There
pieces fall to the smallest.
"""

from dataclasses import dataclass

FIRST_PIECE = SMALLEST_PIECE = 32 << 10
"""While nothing is known of the line: one of 64 kbit/s carries four at once in sixteen seconds, so that the wait for
the answer ends well and the speed is known."""
_APART_BYTES = 4 << 10
"""Four lanes apart by this have 24 KB left when the first has ended: a fifth of a second at 1 Mbit/s."""
LARGEST_PIECE = 1 << 20
"""A lane holds a piece several times over while it goes."""
PIECE_SECONDS = 16.0
_HELD_BACK_SECONDS = 5.0
"""A request cut after so long of which nothing arrived was held back by somebody on the way until it is whole."""
_ANSWER_SECONDS = 10.0
"""For the way there and back and a platform whose disk is busy."""
_UNSENT_BYTES = 32 << 10
"""What the kernel, both sides' buffers and the line may hold of a piece when its last byte was handed over."""
_HELD_TIMES = 4.0


@dataclass(frozen=True, slots=True)
class _Cut:
    offset: int
    seconds: float


class Pace:
    """Of one line, all lanes together. Several threads tell it: a measurement that another one overtakes is lost, and
    the next one comes."""

    def __init__(self) -> None:
        self._bytes_per_s = 0.0
        """What one lane carries."""
        self._largest = self._ceiling = LARGEST_PIECE
        self._cuts: dict[str, _Cut] = {}

    @property
    def piece(self) -> int:
        """Bytes of the next request of one object."""
        return self._within(self._bytes_per_s * PIECE_SECONDS)

    def piece_for(self, lane: int) -> int:
        """The same for lanes that begin together: while nothing is known of the line, not all of them end together
        and leave it idle for a round trip."""
        return self.piece if self._bytes_per_s else min(self.piece + lane * _APART_BYTES, self._ceiling)

    @property
    def appetite(self) -> int:
        """Bytes several objects in one request may have, so that it takes about a second."""
        return self._within(self._bytes_per_s)

    @property
    def patience(self) -> float:
        """Seconds without a word, once everything was handed to the kernel, after which the line is given up; 0: not
        known yet. What the kernel holds back takes its time on a slow line."""
        return _ANSWER_SECONDS + _HELD_TIMES * _UNSENT_BYTES / self._bytes_per_s if self._bytes_per_s else 0.0

    def note(self, size: int, seconds: float) -> None:
        """So much went and was answered. Nothing smaller than a second's worth of a slow line counts: it would only
        measure the round trip."""
        if size >= SMALLEST_PIECE:
            self._learn(size / max(seconds, 0.001))
            self._ceiling = min(self._ceiling * 2, self._largest)

    def cut(self, digest: str, offset: int, seconds: float) -> None:
        """A request from ``offset`` on ended after so long without an answer: what came of it, :meth:`stands` tells."""
        self._cuts[digest] = _Cut(offset, seconds)

    def stands(self, digest: str, offset: int) -> tuple[int, float]:
        """The platform holds so much of it. Bytes that the request cut before has brought, and its seconds; zeros
        without one.

        Those seconds may hold a silence at the end, so they only say how fast the line is at least.
        """
        cut = self._cuts.pop(digest, None)
        if cut is None:
            return 0, 0.0
        came = max(0, offset - cut.offset)
        if not came and cut.seconds > _HELD_BACK_SECONDS:
            self.shrink()
        speed = came / max(cut.seconds, 0.001)
        if came >= SMALLEST_PIECE and speed > self._bytes_per_s:
            self._learn(speed)
        return came, cut.seconds

    def keep_within(self, largest: int) -> None:
        """No request larger than so many bytes, but for the smallest piece."""
        self._largest = self._ceiling = max(min(largest, LARGEST_PIECE), SMALLEST_PIECE)

    def shrink(self, sent: int = 0) -> bool:
        """From now on smaller ones, also than the one that was ``sent``; ``False`` when they are as small as can be."""
        before = max(self.piece, sent)
        self._ceiling = max(before // 2, SMALLEST_PIECE)
        return before > SMALLEST_PIECE

    def _learn(self, speed: float) -> None:
        self._bytes_per_s = (self._bytes_per_s + speed) / 2 if self._bytes_per_s else speed

    def _within(self, wanted: float) -> int:
        known = int(wanted) if self._bytes_per_s else FIRST_PIECE
        return max(min(known, self._ceiling), SMALLEST_PIECE)
