"""Where the paper lies in a picture, and whether some of it lies outside.

A document camera sees the sheet on a darker table; a scanner's picture is all paper. White paper on a white table
cannot be told apart: then nothing is found, and nothing is claimed.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import Picture, grey_of, reduced
from devices.page_imaging.skew import ink_mask

Side = Literal["top", "right", "bottom", "left"]
_LONG_SIDE = 800
_LEAST_STEP = 45
"""Grey levels between table and paper."""
_ALL_PAPER = 0.93
_LEAST_PAPER = 0.06
_TOUCHING = 0.04
"""Share of a picture's side that may be paper by chance: a reflection, a corner's blur."""
_RUN_OFF = 4
_TEXT_SIZE = range(3, 41)
"""Dots at 69 dpi (A4 over 800): letters and Han characters from 6 to 40 points, whole or halved by the edge."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Corners of the sheet, clockwise from its upper left, as shares of width and height of the picture."""

    corners: tuple[tuple[float, float], ...]


def outline_of(picture: Picture) -> Outline | None:
    """``None`` where the sheet fills the picture or does not stand out from the table."""
    cv2 = load_cv2()
    small = reduced(picture, _LONG_SIDE)
    found = _sheet(cv2, small)
    if found is None:
        return None
    hull = cv2.convexHull(found)
    corners = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True)
    points = corners[:, 0, :] if len(corners) == 4 else cv2.boxPoints(cv2.minAreaRect(hull))
    size = np.array([small.shape[1], small.shape[0]], np.float64)
    return Outline(tuple((float(x), float(y)) for x, y in _clockwise(np.asarray(points, np.float64)) / size))


def cut_off_sides(picture: Picture) -> frozenset[Side]:
    """The sides at which paper, or print, runs out of the picture."""
    cv2 = load_cv2()
    small = reduced(picture, _LONG_SIDE)
    found = _sheet(cv2, small)
    if found is None:
        return _print_runs_off(cv2, grey_of(small))
    mask = np.zeros(small.shape[:2], np.uint8)
    cv2.drawContours(mask, [found], -1, 1, -1)
    return frozenset(side for side, line in _borders(mask).items() if float(line.mean()) > _TOUCHING)


def _sheet(cv2: Any, small: Picture) -> Any:
    """The contour of the brightest large thing, or ``None``."""
    grey = cv2.GaussianBlur(_brightness(small), (5, 5), 0)
    level, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if not 0 < int(bright.sum()) < bright.size * 255:
        return None
    if float(grey[bright > 0].mean()) - float(grey[bright == 0].mean()) < _LEAST_STEP or level <= 0:
        return None
    bright = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(contours, key=cv2.contourArea, default=None)
    share = 0.0 if largest is None else cv2.contourArea(cv2.convexHull(largest)) / bright.size
    return largest if _LEAST_PAPER < share < _ALL_PAPER else None


def _brightness(small: Picture) -> Picture:
    """The darkest of the colours: white paper is bright in all, a coloured mat in one."""
    return small if small.ndim == 2 else small.min(axis=2)


def _print_runs_off(cv2: Any, grey: Picture) -> frozenset[Side]:
    """On a picture that is all paper: several letters that the edge cuts through. Shadows are longer than letters."""
    height, width = grey.shape
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink_mask(grey))
    count: dict[Side, int] = {"top": 0, "right": 0, "bottom": 0, "left": 0}
    for left, top, across, down, area in boxes[1:]:
        if across not in _TEXT_SIZE or down not in _TEXT_SIZE or area < 6:
            continue
        reached: tuple[tuple[Side, bool], ...] = (
            ("top", top == 0),
            ("left", left == 0),
            ("bottom", top + down == height),
            ("right", left + across == width),
        )
        for side, touches in reached:
            count[side] += touches
    return frozenset(side for side, letters in count.items() if letters >= _RUN_OFF)


def _borders(mask: Picture) -> dict[Side, Picture]:
    return {"top": mask[1], "right": mask[:, -2], "bottom": mask[-2], "left": mask[:, 1]}


def _clockwise(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """From the upper left."""
    total, difference = points.sum(axis=1), points[:, 0] - points[:, 1]
    order = [int(np.argmin(total)), int(np.argmax(difference)), int(np.argmax(total)), int(np.argmin(difference))]
    if len(set(order)) == 4:
        return points[order]
    centre = points.mean(axis=0)
    turned = points[np.argsort(np.arctan2(points[:, 1] - centre[1], points[:, 0] - centre[0]))]
    return np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0)
