"""Identity cards lying on something larger (a flatbed's glass, a table), each cut out, set straight and upright.

A card is found by standing out from the ground around it and by its shape; where the picture says its resolution, also
by its size. What was tried are drawn cards on white, grey and dark ground, not real ones.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import Picture, grey_of, reduced

CardSide = Literal["portrait", "emblem"]
CARD_MM = (85.6, 53.98)
"""ID-1 of ISO/IEC 7810."""
_RATIO, _RATIO_OFF = CARD_MM[0] / CARD_MM[1], 0.12
_SIZE_OFF = 0.08
_BELIEVED_DPI = range(150, 1201)
"""Cameras and some drivers write 72 or 96 whatever the picture is."""
_LONG_SIDE = 1200
_STANDS_OUT = 9
"""Levels of any colour between a card and its ground; a card's lightest tint on a white lid has about 15."""
_EDGE = 1.0
"""Dots of the reduced picture: half of the blur at a card's edge, which is ground."""
_LEAST_SHARE = 0.02
_FILLED = 0.85
_FULL_RED, _LEAST_RED, _OTHER_RED = 60, 0.03, 0.5
_DARKER = 1.4
"""How much darker the half with the photograph is."""

Corners = NDArray[np.float32]


def cards_in(picture: Picture, dpi: int = 0) -> tuple[Picture, ...]:
    """From top to bottom, those beside each other from left to right. ``dpi`` 0: unknown. Cards that touch each other
    are not told apart, and a card without colour on white ground has no edge: neither is found."""
    small = reduced(picture, _LONG_SIDE)
    scale = max(picture.shape[:2]) / max(small.shape[:2])
    expected = dpi / 25.4 * CARD_MM[0] if dpi in _BELIEVED_DPI else 0.0
    found = [box for contour in _standing_out(small) if (box := _card_box(contour, small.size, scale, expected))]
    found.sort(key=_place)
    return tuple(_upright(_cut_out(picture, _corners(box))) for box in found)


def card_side(flat: Picture) -> CardSide | None:
    """Which side of a resident identity card lies upright in the picture, which is all card: the red national emblem
    stands in the upper left of its back only. ``None`` for a grey copy, an upside-down card or other red."""
    if flat.ndim == 2:
        return None
    wide = flat.astype(np.int16)
    red = wide[:, :, 2] - np.maximum(wide[:, :, 0], wide[:, :, 1]) > _FULL_RED
    height, width = red.shape
    emblem = float(red[height // 20 : height // 2, width // 20 : width // 3].mean())
    rest = float(red[:, width // 3 :].mean())
    if emblem > _LEAST_RED:
        return "emblem" if rest < _OTHER_RED * emblem else None
    colourful = float(np.ptp(wide, axis=2).mean()) > 3.0
    return "portrait" if colourful and rest < _LEAST_RED else None


def _standing_out(small: Picture) -> Any:
    """Outlines of what differs from the ground, which is what most of the picture's border shows."""
    cv2 = load_cv2()
    colours = small if small.ndim == 3 else small[:, :, None]
    smooth = cv2.GaussianBlur(colours, (5, 5), 0).reshape(colours.shape).astype(np.int16)
    border = np.concatenate([smooth[:3], smooth[-3:]], axis=1).reshape(-1, colours.shape[2])
    edges = np.concatenate([smooth[:, :3], smooth[:, -3:]], axis=0).reshape(-1, colours.shape[2])
    ground = np.median(np.concatenate([border, edges]), axis=0)
    mask = (np.abs(smooth - ground).max(axis=2) > _STANDS_OUT).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    return cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]


def _card_box(contour: Any, size: int, scale: float, expected: float) -> Any:
    """The rectangle around an outline of a card's shape in dots of the whole picture, or ``None``."""
    cv2 = load_cv2()
    centre, sides, angle = cv2.minAreaRect(contour)
    short, long = sorted(sides)
    if short * long < _LEAST_SHARE * size / 3 or abs(long / short - _RATIO) > _RATIO_OFF * _RATIO:
        return None
    if cv2.contourArea(contour) < _FILLED * short * long:
        return None
    if expected and abs(long * scale / expected - 1) > _SIZE_OFF:
        return None
    within = (sides[0] - 2 * _EDGE, sides[1] - 2 * _EDGE)
    return (centre[0] * scale, centre[1] * scale), (within[0] * scale, within[1] * scale), angle


def _place(box: Any) -> tuple[int, float]:
    """Rows as high as half a card."""
    (across, down), sides, _ = box
    return round(down / min(sides)), across


def _corners(box: Any) -> Corners:
    """Of the card lying: clockwise, the first two along a long side, which leans as little as it can."""
    points: Corners = load_cv2().boxPoints(box)
    edge = np.linalg.norm(points - np.roll(points, -1, axis=0), axis=1)
    first = int(np.argmax(edge))
    turned = np.roll(points, -first, axis=0)
    along = turned[1] - turned[0]
    # Of the two ways to lay it the one whose long side runs to the right; a card that stands is laid to the left.
    return np.roll(turned, 2, axis=0) if along[0] < -1e-3 * abs(along[1]) else turned


def _cut_out(picture: Picture, corners: Corners) -> Picture:
    cv2 = load_cv2()
    width = max(2, round(float(np.linalg.norm(corners[1] - corners[0]))))
    height = max(2, round(float(np.linalg.norm(corners[2] - corners[1]))))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    flat: Picture = cv2.warpPerspective(
        picture, cv2.getPerspectiveTransform(corners, target), (width, height),
        flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return flat


def _upright(card: Picture) -> Picture:
    """By the emblem, upper left, or by the photograph, right; a card that shows neither stays as it lies."""
    over = np.ascontiguousarray(np.rot90(card, 2))
    sides = card_side(card), card_side(over)
    if "emblem" in sides:
        return card if sides[0] == "emblem" else over
    return over if _photograph(over) > _DARKER * _photograph(card) else card


def _photograph(card: Picture) -> float:
    """How dark it is where the photograph would be."""
    height, width = card.shape[:2]
    part = grey_of(card)[height // 8 : height * 3 // 4, width * 3 // 5 : width * 19 // 20]
    return 255.0 - float(part.mean())
