"""How far the lines of a page lean: the angle at which ink, added up along the lines, falls into the sharpest rows."""

import math

import numpy as np
from numpy.typing import NDArray

from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import Picture, reduced

MOST_DEGREES = 20.0
_LONG_SIDE = 877
_WINDOW, _CONTRAST = 25, 15
_LEAST_INK = 400
_MOST_INK = 15_000
_COARSE, _FINE = 0.5, 0.1
_LEAST_PEAK = 2.2
"""Best angle over the middle of all. Measured: text 4.3 to 23, tables over 200; scribbles, stamps, noise below 1.7."""


def skew_degrees(grey: Picture) -> float | None:
    """Degrees the lines fall to the right (clockwise); ``None`` where no lines can be seen, or lean more than
    :data:`MOST_DEGREES`. Lines that run up or down the page count as well."""
    down, right = _ink(reduced(grey, _LONG_SIDE))
    if len(down) < _LEAST_INK:
        return None
    coarse = np.arange(-MOST_DEGREES, MOST_DEGREES + _COARSE / 2, _COARSE)
    peaks = [(*_best(across, along, coarse), across, along) for across, along in ((down, right), (right, -down))]
    peak, angle, across, along = max(peaks, key=lambda found: found[0])
    if peak < _LEAST_PEAK or abs(angle) >= MOST_DEGREES:
        return None
    fine = np.arange(angle - _COARSE, angle + _COARSE + _FINE / 2, _FINE)
    return round(float(_best(across, along, fine)[1]), 1)


def turned_by(picture: Picture, degrees: float) -> Picture:
    """Turned clockwise about its middle, of the same size; what comes in at the corners repeats the edge."""
    if not degrees:
        return picture
    cv2 = load_cv2()
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turned: Picture = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return turned


def ink_mask(grey: Picture) -> Picture:
    """255 where a dot is darker than the paper around it."""
    cv2 = load_cv2()
    mask: Picture = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW, _CONTRAST
    )
    return mask


def _ink(grey: Picture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    down, right = np.nonzero(ink_mask(grey))
    step = max(1, len(down) // _MOST_INK)
    return down[::step].astype(np.float64), right[::step].astype(np.float64)


def _best(across: NDArray[np.float64], along: NDArray[np.float64], angles: NDArray[np.float64]) -> tuple[float, float]:
    """How much the best angle stands out, and that angle."""
    scores = [_sharpness_of_rows(across, along, math.radians(angle)) for angle in angles]
    best = int(np.argmax(scores))
    return scores[best] / max(float(np.median(scores)), 1.0), float(angles[best])


def _sharpness_of_rows(across: NDArray[np.float64], along: NDArray[np.float64], angle: float) -> float:
    rows = (across * math.cos(angle) - along * math.sin(angle)).astype(np.int64)
    ink = np.bincount(rows - rows.min())
    return float(np.square(np.diff(ink)).sum())
