"""What is wrong with a drawn window: words cut off or overlapping, targets too small, contrast too low.

Contrast is measured on the picture, not on the style: the ground is the colour most pixels of a word's box have,
the ink the one that stands out most. Inactive buttons are exempt (WCAG 2.2, 1.4.3), pictures are not looked at.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

TOUCH = 60
"""Pixels, of a 1080 px short side."""
AA = 4.5
AAA = 7.0
_BORDER = 9
_FEWEST = 12
"""Pixels an ink colour must have: fewer are noise."""


def findings(window: QWidget, *, contrast: float) -> list[str]:
    """One line a finding; ``contrast`` is ``AA`` or ``AAA``."""
    words = [part for part in _visible(window, QLabel, QPushButton, QLineEdit) if _said(part)]
    found = [line for part in words for line in _cut_off(part, window)]
    found += _overlaps(words, window)
    found += [line for part in _visible(window, QAbstractButton, QLineEdit) for line in _too_small(part)]
    picture = _pixels(window.grab().toImage())
    return found + [line for part in words for line in _too_faint(part, window, picture, contrast)]


def _visible(window: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    """What lies under something as large as the window is not seen."""
    over = [child for child in window.children() if isinstance(child, QWidget) and child.isVisible()]
    top = next((child for child in reversed(over) if child.geometry() == window.rect()), window)
    return [part for part in top.findChildren(QWidget) if isinstance(part, kinds) and part.isVisible()]


def _said(part: QWidget) -> str:
    if isinstance(part, QLineEdit):
        return part.text() or part.placeholderText()
    return part.text() if isinstance(part, QLabel | QPushButton) else ""


def _cut_off(part: QWidget, window: QWidget) -> list[str]:
    if isinstance(part, QLineEdit):
        return []
    said = _said(part)
    box = _box(part, window)
    if box.left() < 0 or box.right() >= window.width():
        return [f"{said} sticks out at the side"]
    if _scroller(part) is None and (box.top() < 0 or box.bottom() >= window.height()):
        return [f"{said} sticks out above or below"]
    if isinstance(part, QLabel) and part.wordWrap():
        need = part.heightForWidth(part.width())
        return [f"{said} needs height {need}, has {part.height()}"] if need > part.height() + 1 else []
    need = part.sizeHint().width()
    return [f"{said} needs {need}, has {part.width()}"] if need > part.width() + 1 else []


def _overlaps(words: list[QWidget], window: QWidget) -> list[str]:
    boxes = [(part, _seen(part, window)) for part in words]
    return [
        f"{_said(one)} lies over {_said(other)}"
        for (one, first), (other, second) in combinations(boxes, 2)
        if first.intersects(second) and not one.isAncestorOf(other) and not other.isAncestorOf(one)
    ]


def _too_small(part: QWidget) -> list[str]:
    fits = part.width() >= TOUCH and part.height() >= TOUCH
    return [] if fits else [f"{part.objectName()} is {part.width()} x {part.height()}"]


def _too_faint(part: QWidget, window: QWidget, picture: NDArray[np.uint32], least: float) -> list[str]:
    box = _seen(part, window)
    if box.height() * 2 < part.height():
        return []  # scrolled out of sight but for an edge
    if not isinstance(part, QLabel):
        box = box.adjusted(_BORDER, _BORDER, -_BORDER, -_BORDER)
    if not part.isEnabled() or box.width() < _BORDER or box.height() < _BORDER:
        return []
    pixels = picture[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
    # A box has few colours: they are counted first, and then looked at.
    colours, times = np.unique(pixels, return_counts=True)
    channels = [colours >> shift & 0xFF for shift in (16, 8, 0)]
    # Sixteen steps a channel: what anti-aliasing blends stays apart from what is meant.
    red, green, blue = (channel >> 4 for channel in channels)
    step = red << 8 | green << 4 | blue
    counts = np.bincount(step, weights=times, minlength=4096)
    sums = np.stack([np.bincount(step, weights=times * channel, minlength=4096) for channel in channels], axis=1)
    met = np.flatnonzero(counts)
    counts, shades = counts[met], _luminance(sums[met] / counts[met, None])
    ground, inks = shades[counts.argmax()], shades[counts >= _FEWEST]
    best = _contrast(inks, ground).max(initial=1.0)
    return [f"{_said(part)} has a contrast of {best:.1f}, not {least}"] if best < least else []


def _contrast(inks: NDArray[np.float64], ground: np.float64) -> NDArray[np.float64]:
    """WCAG 2.2, of relative luminances."""
    return (np.maximum(inks, ground) + 0.05) / (np.minimum(inks, ground) + 0.05)


def _luminance(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    part = colours / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def _pixels(image: QImage) -> NDArray[np.uint32]:
    """0xffRRGGBB, as Qt draws without a display."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    # A copy: the image and its memory end with this function.
    return np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.width()).copy()


def _box(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, part.rect().topLeft()), part.size())


def _seen(part: QWidget, window: QWidget) -> QRect:
    """The part of its box that a scroll area lets through."""
    scroller = _scroller(part)
    box = _box(part, window)
    return box if scroller is None else box.intersected(_box(scroller.viewport(), window))


def _scroller(part: QWidget) -> QScrollArea | None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
