"""What a clerk does to a page, as data; the page is decoded once and encoded once, however much is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from devices.page_imaging.header import read_header
from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.paper_edges import outline_of
from devices.page_imaging.picture import Colour, Picture, decode, encode_bilevel_png, encode_jpeg, grey_of
from devices.page_imaging.skew import skew_degrees, turned_by

_INK_WINDOW_INCHES = 0.17
_INK_CONTRAST = 14
_USUAL_DPI = 300
_LEAST_SIDE = 16


@dataclass(frozen=True, slots=True)
class Turn:
    quarters: int
    """Clockwise."""


@dataclass(frozen=True, slots=True)
class Crop:
    """Shares of width and height, 0 to 1, from the upper left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Straighten:
    """Turn by the lean of the lines; a page without lines stays as it is."""


@dataclass(frozen=True, slots=True)
class CropToPaper:
    """Cut out the sheet and undo the camera's perspective; a picture without a sheet on a table stays as it is."""


@dataclass(frozen=True, slots=True)
class Recolour:
    colour: Colour


Edit: TypeAlias = Turn | Crop | Straighten | CropToPaper | Recolour


def edited(page: bytes, edits: Sequence[Edit]) -> bytes:
    """The page after ``edits``, in their order: JPEG, or PNG of one bit a pixel after ``Recolour("bilevel")``. Without
    edits the very bytes. Raises ``ReadFailed`` as ``picture.decode``, ``ValueError`` for a crop of nothing."""
    if not edits:
        return page
    dpi, picture = read_header(page).dpi, decode(page)
    for edit in edits:
        picture = apply(picture, edit, dpi)
    if any(edit == Recolour("bilevel") for edit in edits):
        return encode_bilevel_png(to_bilevel(picture, dpi), dpi)
    return encode_jpeg(np.ascontiguousarray(picture), dpi)


def apply(picture: Picture, edit: Edit, dpi: int = 0) -> Picture:
    """``dpi``: how large letters are, 0 where nobody knows. Raises ``ValueError`` for a crop of nothing."""
    match edit:
        case Turn(quarters):
            return np.rot90(picture, -quarters)
        case Crop():
            return _cropped(picture, edit)
        case Straighten():
            return turned_by(picture, -(skew_degrees(grey_of(picture)) or 0.0))
        case CropToPaper():
            return cropped_to_paper(picture)
        case Recolour("bilevel"):
            return to_bilevel(picture, dpi)
        case Recolour(colour):
            return grey_of(picture) if colour == "grey" else picture


def cropped_to_paper(picture: Picture) -> Picture:
    outline = outline_of(picture)
    if outline is None:
        return picture
    cv2 = load_cv2()
    size = np.array([picture.shape[1], picture.shape[0]])
    corners = (np.array(outline.corners) * size).astype(np.float32)
    width, height = _sides(corners)
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat: Picture = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return flat


def to_bilevel(picture: Picture, dpi: int) -> Picture:
    """0 and 255: a dot is ink when it is darker than the paper around it, so that shades and folds stay white."""
    cv2 = load_cv2()
    grey = cv2.GaussianBlur(grey_of(np.ascontiguousarray(picture)), (3, 3), 0)
    window = max(3, int((dpi or _USUAL_DPI) * _INK_WINDOW_INCHES) | 1)
    levels: Picture = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, _INK_CONTRAST
    )
    levels[grey < grey.mean() / 3] = 0
    return levels


def _sides(corners: Any) -> tuple[int, int]:
    """Width and height of the sheet: the longer of opposite edges."""
    edge = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return max(1, round(float(max(edge[0], edge[2])))), max(1, round(float(max(edge[1], edge[3]))))


def _cropped(picture: Picture, crop: Crop) -> Picture:
    height, width = picture.shape[:2]
    left, right = (round(min(max(share, 0.0), 1.0) * width) for share in (crop.left, crop.right))
    top, bottom = (round(min(max(share, 0.0), 1.0) * height) for share in (crop.top, crop.bottom))
    if right - left < _LEAST_SIDE or bottom - top < _LEAST_SIDE:
        raise ValueError("nothing would be left")
    return picture[top:bottom, left:right]
