"""From touches on known targets to the map that sets a touch panel right. Pure; positions are shares of the screen."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import dist, isfinite
from typing import Literal, TypeAlias

Spot: TypeAlias = tuple[float, float]
"""From the left, from the top; 0 to 1."""
Why: TypeAlias = Literal["few", "mirrored", "far", "uneven"]

TARGETS: tuple[Spot, ...] = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.5, 0.5))
TOUCHES_EACH = 2
WANTED: tuple[Spot, ...] = tuple(target for target in TARGETS for _ in range(TOUCHES_EACH))
"""Where each touch is asked for, in order."""
FARTHEST = 0.15
"""A touch that lands farther from its target was none of it: a palm, another hand, a panel mounted turned."""
MOST_RESIDUAL = 0.015
"""What may be left of any touch after the map: some 16 px of 1080, a finger's own inaccuracy."""
_BEYOND = 0.5
_AREA = (0.25, 4.0)


@dataclass(frozen=True, slots=True)
class TouchMap:
    """``x' = a x + b y + c``, ``y' = d x + e y + f``: the six numbers of libinput's LIBINPUT_CALIBRATION_MATRIX."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def at(self, spot: Spot) -> Spot:
        x, y = spot
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def after(self, first: "TouchMap") -> "TouchMap":
        """``first``, then this one."""
        c, f = self.at((first.c, first.f))
        return TouchMap(
            self.a * first.a + self.b * first.d, self.a * first.b + self.b * first.e, c,
            self.d * first.a + self.e * first.d, self.d * first.b + self.e * first.e, f,
        )  # fmt: skip

    @property
    def area(self) -> float:
        """Negative: mirrored."""
        return self.a * self.e - self.b * self.d

    @property
    def in_bounds(self) -> bool:
        """As root's helper holds it (``deploy/libexec/onewindow-touch``): no corner of the panel lands more than half a
        screen outside, and its area neither shrinks nor grows beyond a quarter and four times."""
        if not all(map(isfinite, astuple(self))):
            return False
        corners = [self.at((x, y)) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        inside = all(-_BEYOND <= value <= 1 + _BEYOND for corner in corners for value in corner)
        return inside and _AREA[0] <= abs(self.area) <= _AREA[1]

    def words(self) -> str:
        """Plain decimals: libinput reads no exponents."""
        return " ".join(f"{value:.6f}" for value in astuple(self))


@dataclass(frozen=True, slots=True)
class Fit:
    map: TouchMap
    largest_offset: float
    """Of a touch from its target, before."""
    residual: float
    """The same with the map."""


@dataclass(frozen=True, slots=True)
class Implausible:
    why: Why


def fit(touches: Sequence[Spot], wanted: Sequence[Spot] = WANTED) -> Fit | Implausible:
    """The affine map of least squares from where touches landed to where they were asked for."""
    if len(touches) < len(wanted):
        return Implausible("few")
    found = _least_squares(touches, wanted)
    if found is None:
        # All on one line: whatever was touched, it were not the targets.
        return Implausible("far")
    offset = max(map(dist, touches, wanted))
    residual = max(map(dist, map(found.at, touches), wanted))
    if found.area <= 0:
        return Implausible("mirrored")
    if offset > FARTHEST:
        return Implausible("far")
    return Implausible("uneven") if residual > MOST_RESIDUAL else Fit(found, offset, residual)


def _least_squares(touches: Sequence[Spot], wanted: Sequence[Spot]) -> TouchMap | None:
    """Around the middle of the touches, so that two unknowns a row are left. ``None``: touches on one line."""
    n = len(touches)
    mx, my = (sum(values) / n for values in zip(*touches, strict=True))
    sxx = sum((x - mx) ** 2 for x, _ in touches)
    syy = sum((y - my) ** 2 for _, y in touches)
    sxy = sum((x - mx) * (y - my) for x, y in touches)
    area = sxx * syy - sxy * sxy
    if area < 1e-9:
        return None
    rows: list[float] = []
    for axis in (0, 1):
        tx = sum((x - mx) * target[axis] for (x, _), target in zip(touches, wanted, strict=True))
        ty = sum((y - my) * target[axis] for (_, y), target in zip(touches, wanted, strict=True))
        by_x, by_y = (tx * syy - ty * sxy) / area, (ty * sxx - tx * sxy) / area
        rows += [by_x, by_y, sum(target[axis] for target in wanted) / n - by_x * mx - by_y * my]
    return TouchMap(*rows)
