"""Many pictures in one, small, each under its name."""

from collections.abc import Sequence

from PIL import Image, ImageDraw
from PySide6.QtGui import QPixmap

_GAP, _NAME = 8, 18
_GROUND = "#333333"
_COLOURS, _VIVID_COLOURS = 32, 48
"""Enough for screens, and a third of the bytes."""


def thumbnail(picture: QPixmap, size: tuple[int, int]) -> Image.Image:
    whole: Image.Image = Image.fromqpixmap(picture).convert("RGB")
    return whole.resize(size, Image.Resampling.LANCZOS)


def contact_sheet(pictures: Sequence[tuple[str, Image.Image]], columns: int, *, vivid: bool = False) -> Image.Image:
    """``pictures``: name and thumbnail, all of one size; with a palette. ``vivid``: of screens with few, strong colours
    on white, where the few pixels of a warning must keep theirs; otherwise pale grounds must stay apart."""
    width, height = pictures[0][1].size
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + _GAP) + _GAP, rows * (height + _NAME + _GAP) + _GAP), _GROUND)
    words = ImageDraw.Draw(sheet)
    for number, (name, picture) in enumerate(pictures):
        left, top = _GAP + number % columns * (width + _GAP), _GAP // 2 + number // columns * (height + _NAME + _GAP)
        words.text((left, top), name, fill="white")
        sheet.paste(picture, (left, top + _NAME))
    if vivid:
        return sheet.quantize(_VIVID_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    return sheet.quantize(_COLOURS)
