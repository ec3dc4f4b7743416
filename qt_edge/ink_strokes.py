"""Strokes as a pen made them: no Qt, no picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TypeAlias

_REACH = 0.5
_SPREAD = 0.2


@dataclass(frozen=True, slots=True)
class InkPoint:
    """In the pad's pixels; ``pressure`` 0 … 1, 0.5 from what cannot tell."""

    x: float
    y: float
    pressure: float = 0.5


@dataclass(frozen=True, slots=True)
class InkBox:
    left: float
    top: float
    right: float
    bottom: float


Middle: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class InkCurve:
    """A quadratic Bézier curve from ``start`` to ``end`` pulled towards ``by``."""

    start: Middle
    by: InkPoint
    end: Middle


class Strokes:
    """Of one signature or character, the oldest first; the last one may still be under the pen."""

    def __init__(self) -> None:
        self._strokes: list[list[InkPoint]] = []

    def __bool__(self) -> bool:
        return bool(self._strokes)

    def begin(self, point: InkPoint) -> None:
        self._strokes.append([point])

    def go_on(self, point: InkPoint) -> None:
        self._strokes[-1].append(point)

    def undo(self) -> None:
        """Without the last stroke; nothing when there is none."""
        if self._strokes:
            self._strokes.pop()

    def clear(self) -> None:
        self._strokes.clear()

    def lines(self) -> list[list[Middle]]:
        """The points of each stroke."""
        return [[(point.x, point.y) for point in stroke] for stroke in self._strokes]

    def curves(self) -> Iterator[InkCurve]:
        """What to draw: through the middles between the points, so that there are no corners."""
        for stroke in self._strokes:
            yield from _curves(stroke)

    def box(self) -> InkBox:
        """Around every point. Raises ``ValueError`` when there are none."""
        return _box([point for stroke in self._strokes for point in stroke])

    def newest(self) -> InkBox:
        """Around what the last point changed."""
        return _box(self._strokes[-1][-3:])

    def is_signature(self, height: float) -> bool:
        """Whether it is more than a dot or a slip of the finger on a pad of this height: half a height of ink at
        least, and not all of it on one spot."""
        if not self._strokes:
            return False
        box = self.box()
        spread = hypot(box.right - box.left, box.bottom - box.top)
        return self._length() >= height * _REACH and spread >= height * _SPREAD

    def _length(self) -> float:
        return sum(hypot(b.x - a.x, b.y - a.y) for stroke in self._strokes for a, b in pairwise(stroke))


def _box(points: list[InkPoint]) -> InkBox:
    xs, ys = [point.x for point in points], [point.y for point in points]
    return InkBox(min(xs), min(ys), max(xs), max(ys))


def _curves(stroke: list[InkPoint]) -> Iterator[InkCurve]:
    """The last one ends at the newest point; of a single point it is a dot."""
    before = (stroke[0].x, stroke[0].y)
    for point, after in pairwise(stroke):
        middle = ((point.x + after.x) / 2, (point.y + after.y) / 2)
        yield InkCurve(before, point, middle)
        before = middle
    last = stroke[-1]
    yield InkCurve(before, last, (last.x, last.y))
