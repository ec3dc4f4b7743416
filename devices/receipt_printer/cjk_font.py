"""The station's own CJK font in a receipt printer's cells: for what it cannot print, and for simulated paper."""

import unicodedata

from PIL import Image, ImageDraw

from assets.typefaces import Typeface

CELL = 24
"""Dots of a Han character in normal size; ASCII takes half the width."""
_BASELINE = 0.88


class CjkFont:
    """Draws characters in cells, so that columns stay true. Raises ``FileNotFoundError`` if there is no CJK font."""

    def __init__(self, *, bold: bool = False) -> None:
        self._face = Typeface("Noto Sans Mono CJK SC", bold=bold)

    def draw(self, character: str, *, wide: int = 1, high: int = 1, narrow: bool = False) -> Image.Image:
        """An ``L`` picture of one cell, 255 where ink is; ``wide`` and ``high`` times the normal size. ``narrow``: half
        a cell also for what is not ASCII, as a printer's single-byte pages have it. Control characters have no ink."""
        height = CELL * high
        natural = (height // 2 if narrow or ord(character) < 0x80 else height, height)
        picture = Image.new("L", natural, 0)
        if unicodedata.category(character) != "Cc":
            self._face.sized(height).draw(ImageDraw.Draw(picture), (0, round(height * _BASELINE)), character, fill=255)
        return picture if wide == high else picture.resize((natural[0] * wide // high, height))
