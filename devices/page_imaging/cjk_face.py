"""The station's own CJK typeface, with the forms of mainland China."""

import subprocess
from pathlib import Path

from PIL import ImageFont

_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
)
_FACE = "Noto Sans Mono CJK SC"
_ANY_SIZE = 24


class CjkFace:
    """Looked up once, given in any size. Raises ``FileNotFoundError`` if the station has no CJK typeface."""

    def __init__(self, *, bold: bool = False) -> None:
        self._file = _font_file(bold=bold)
        self._index = _face_index(self._file)

    def sized(self, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(self._file), size, index=self._index)


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
            if ImageFont.truetype(str(file), _ANY_SIZE, index=index).getname()[0] == _FACE:
                return index
        except OSError:
            break
    return 0
