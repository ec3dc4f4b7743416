"""The typeface of documents: a CJK one of this machine, with the forms of mainland China."""

import subprocess
from functools import cache

from PIL import ImageFont

_FACE = "Noto Sans CJK SC"
_FACES_OF_A_COLLECTION = 16


@cache
def sized(size: int) -> ImageFont.FreeTypeFont:
    """Raises ``FileNotFoundError`` where no CJK typeface is installed (package ``fonts-noto-cjk``)."""
    file = _file()
    return ImageFont.truetype(file, size, index=_index(file))


@cache
def _file() -> str:
    asked = subprocess.run(
        ["fc-match", "-f", "%{lang}\n%{file}", f"{_FACE},sans:lang=zh-cn"], capture_output=True, text=True, timeout=10
    )
    languages, _, file = asked.stdout.partition("\n")
    if "zh-cn" not in languages.lower():
        raise FileNotFoundError("no CJK typeface: install fonts-noto-cjk")
    return file


@cache
def _index(file: str) -> int:
    """A collection holds one face a region; the first is Japanese."""
    for index in range(_FACES_OF_A_COLLECTION if file.endswith(".ttc") else 0):
        try:
            if ImageFont.truetype(file, 12, index=index).getname()[0] == _FACE:
                return index
        except OSError:
            break
    return 0
