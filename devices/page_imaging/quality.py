"""What is wrong with a page, said before it is kept. What the thresholds were measured on: ``docs/devices.md``."""

from dataclasses import dataclass

import numpy as np

from devices.events import PageFault
from devices.page_imaging.blank import is_blank_picture
from devices.page_imaging.paper_edges import cut_off_sides
from devices.page_imaging.picture import ANALYSED_LONG_SIDE, Picture, decode_grey_for_analysis
from devices.page_imaging.sharpness import blur_of
from devices.page_imaging.skew import skew_degrees

MOST_BLUR = 2.0
"""Sigma in dots of a page 1754 dots long (A4 at 150 dpi): above, 10-point Han characters cannot be read."""
DARKEST_PAPER = 110
MOST_SKEW = 3.0
"""Degrees; less is straightened without asking."""


@dataclass(frozen=True, slots=True)
class Assessment:
    faults: tuple[PageFault, ...]
    """In the order of :class:`devices.events.PageFault`; empty for a good page."""
    paper: int
    """Grey level of the paper, 0 to 255."""
    blur: float | None
    """Sigma in dots of a page :data:`devices.page_imaging.picture.ANALYSED_LONG_SIDE` long; ``None``: no edges."""
    skew: float | None
    """Degrees clockwise; ``None``: no lines."""


def assess(data: bytes) -> Assessment:
    """``data``: a whole JPEG or PNG. Raises ``ReadFailed``: ``PAGE_UNREADABLE``, ``PAGE_TOO_LARGE``."""
    return assess_picture(decode_grey_for_analysis(data))


def assess_picture(grey: Picture) -> Assessment:
    """A grey picture no longer than ``ANALYSED_LONG_SIDE``: for frames that are decoded already."""
    paper = int(np.percentile(grey[::4, ::4], 95))
    if paper < DARKEST_PAPER:
        return Assessment((PageFault.TOO_DARK,), paper, None, None)
    if is_blank_picture(grey):
        return Assessment((PageFault.WRONG_SIDE,), paper, None, None)
    blur, skew = blur_of(grey), skew_degrees(grey)
    if blur is not None:
        blur *= ANALYSED_LONG_SIDE / max(grey.shape)
    found = {
        PageFault.CUT_OFF: bool(cut_off_sides(grey)),
        PageFault.BLURRED: blur is not None and blur > MOST_BLUR,
        PageFault.SKEWED: skew is not None and abs(skew) > MOST_SKEW,
    }
    return Assessment(tuple(fault for fault, there in found.items() if there), paper, blur, skew)
