"""Is a page blank: nothing on it but paper, noise and what shows through from the other side?

Global rules (coverage, variance, file size) throw away a page that carries only a signature or a
faint stamp. This one looks for marks that stand out from the paper right around them and are
bigger than dust.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from devices.page_imaging.header import PageHeader, read_header, unreadable
from devices.page_imaging.open_cv import load_cv2

Grey = NDArray[np.uint8]

_ANALYSED_LONG_SIDE = 877
"""A4 at 75 dpi: below, a line of 8-point text melts into the paper."""
_MARGIN = 0.025
"""Share of the width left out at every edge: 5 mm of shadow and staple on A4."""
_BACKGROUND_WINDOW = 25
_LEAST_CONTRAST = 11
"""Grey levels at 75 dpi; what shows through from print on the back stays below 9, a pencil reaches 15."""
_DARKEST_PAPER = 100
_FULL_CONTRAST = 60
"""Below the page's own grey: ink, also in the middle of an area wider than the window."""
_NOISE_FACTOR = 5.0
_JOIN = 5
_LEAST_EXTENT = 5
_LEAST_INK = 9
"""Dots of 0.34 mm: a digit of 8 points has 10 and more, dust stays below."""
_HOLE_SIZES = range(12, 28)
_HOLE_EDGE_DISTANCE = 60
_STREAK_SHARE = 0.8


def is_blank(data: bytes) -> bool:
    """``data``: a whole JPEG or PNG. Raises ``ReadFailed``: ``PAGE_UNREADABLE``, ``PAGE_TOO_LARGE``."""
    header = read_header(data)
    return is_blank_picture(_decode_small(load_cv2(), data, header))


def is_blank_picture(grey: Grey) -> bool:
    """A page that is decoded already. Raises ``ReadFailed``: ``PAGE_UNREADABLE`` for one smaller than a page."""
    cv2 = load_cv2()
    page = _inner(cv2, grey)
    paper = float(np.median(page))
    if paper < _DARKEST_PAPER:
        return False
    contrast = _local_contrast(cv2, page)
    inked = (contrast > _threshold(contrast)) | (page < paper - _FULL_CONTRAST)
    return not _has_mark(cv2, inked.astype(np.uint8))


def _decode_small(cv2: Any, data: bytes, header: PageHeader) -> Grey:
    long_side = max(header.width, header.height)
    flags = {8: cv2.IMREAD_REDUCED_GRAYSCALE_8, 4: cv2.IMREAD_REDUCED_GRAYSCALE_4, 2: cv2.IMREAD_REDUCED_GRAYSCALE_2}
    factor = next((factor for factor in (8, 4, 2) if long_side / factor >= 0.9 * _ANALYSED_LONG_SIDE), 1)
    page: Grey | None = cv2.imdecode(np.frombuffer(data, np.uint8), flags.get(factor, cv2.IMREAD_GRAYSCALE))
    if page is None:
        raise unreadable("decoder refused")
    return page


def _inner(cv2: Any, page: Grey) -> Grey:
    """Without its edges, no longer than what is analysed."""
    margin = max(1, int(page.shape[1] * _MARGIN))
    inner: Grey = page[margin:-margin, margin:-margin]
    if min(inner.shape) <= _BACKGROUND_WINDOW:
        raise unreadable("smaller than a page")
    scale = _ANALYSED_LONG_SIDE / max(page.shape)
    return inner if scale > 0.9 else cv2.resize(inner, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _local_contrast(cv2: Any, page: Grey) -> NDArray[np.int16]:
    """How much darker each dot is than the paper around it; slow shades (lamp, fold) vanish."""
    paper = cv2.medianBlur(page, _BACKGROUND_WINDOW)
    contrast: NDArray[np.int16] = paper.astype(np.int16) - page.astype(np.int16)
    return contrast


def _threshold(contrast: NDArray[np.int16]) -> float:
    spread = float(np.median(np.abs(contrast))) * 1.4826
    return max(_LEAST_CONTRAST, _NOISE_FACTOR * spread)


def _has_mark(cv2: Any, inked: Grey) -> bool:
    joined = cv2.dilate(inked, np.ones((_JOIN, _JOIN), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    ink = np.bincount(labels.ravel(), weights=inked.ravel(), minlength=count)
    height, width = inked.shape
    for (left, top, box_width, box_height, _), dots in list(zip(boxes, ink, strict=True))[1:]:
        box = (int(left), int(top), int(box_width) - _JOIN + 1, int(box_height) - _JOIN + 1)
        if not (_is_dust(box, dots) or _is_hole(box, dots, width, height) or _is_streak(box, width, height)):
            return True
    return False


def _is_dust(box: tuple[int, int, int, int], ink: float) -> bool:
    return max(box[2:]) < _LEAST_EXTENT or ink < _LEAST_INK


def _is_hole(box: tuple[int, int, int, int], ink: float, width: int, height: int) -> bool:
    """A punch hole: a filled disc of 4 to 9 mm close to an edge."""
    left, top, box_width, box_height = box
    near_edge = min(left, top, width - left - box_width, height - top - box_height) < _HOLE_EDGE_DISTANCE
    round_ = box_width in _HOLE_SIZES and box_height in _HOLE_SIZES and abs(box_width - box_height) <= 3
    return near_edge and round_ and 0.70 < ink / (box_width * box_height) < 0.88


def _is_streak(box: tuple[int, int, int, int], width: int, height: int) -> bool:
    """Dust on the glass of a feeder draws a line along the whole page."""
    return (box[2] <= 3 and box[3] > _STREAK_SHARE * height) or (box[3] <= 3 and box[2] > _STREAK_SHARE * width)
