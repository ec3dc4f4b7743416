"""The station's own CJK font: for what a printer cannot print, and for the simulated paper."""

import subprocess
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CELL = 24
"""Dots of a Han character in normal size; ASCII takes half the width."""
_BASELINE = 0.88
_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
)
_FACE = "Noto Sans Mono CJK SC"


class CjkFont:
    """Draws characters in cells, so that columns stay true. Raises ``FileNotFoundError`` if there is no CJK font."""

    def __init__(self, *, bold: bool = False) -> None:
        self._file = _font_file(bold=bold)
        self._index = _face_index(self._file)
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}

    def draw(self, character: str, *, wide: int = 1, high: int = 1) -> Image.Image:
        """An ``L`` picture of one cell, 255 where ink is; ``wide`` and ``high`` times the normal size."""
        height = CELL * high
        natural = (height // 2 if ord(character) < 0x80 else height, height)
        picture = Image.new("L", natural, 0)
        ImageDraw.Draw(picture).text(
            (0, round(height * _BASELINE)), character, font=self._size(height), fill=255, anchor="ls"
        )
        return picture if wide == high else picture.resize((natural[0] * wide // high, height))

    def _size(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self._sizes:
            self._sizes[size] = ImageFont.truetype(str(self._file), size, index=self._index)
        return self._sizes[size]


def _font_file(*, bold: bool) -> Path:
    name = f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
    found = next((path for folder in _FOLDERS if (path := Path(folder) / name).is_file()), None)
    return found or _asked_font(bold=bold)


def _asked_font(*, bold: bool) -> Path:
    pattern = f"Noto Sans Mono CJK SC,sans:lang=zh-cn:style={'Bold' if bold else 'Regular'}"
    asked = subprocess.run(["fc-match", "-f", "%{lang}\n%{file}", pattern], capture_output=True, text=True, timeout=10)
    languages, _, file = asked.stdout.partition("\n")
    if "zh-cn" not in languages.lower():
        raise FileNotFoundError("no CJK font")
    return Path(file)


def _face_index(file: Path) -> int:
    """A collection holds one face a region; the wrong one shows Japanese forms."""
    if file.suffix != ".ttc":
        return 0
    for index in range(16):
        try:
            if ImageFont.truetype(str(file), CELL, index=index).getname()[0] == _FACE:
                return index
        except OSError:
            break
    return 0
