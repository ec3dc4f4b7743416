"""The CJK typefaces of this machine, for what is drawn without Qt: with the forms of mainland China, and for rare
characters (生僻字) of names, which the usual one lacks, with those of another (package ``fonts-hanazono``)."""

import subprocess
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
)
_ANY_SIZE = 24
_FACES_OF_A_COLLECTION = 16
_FIRST_THAT_MAY_LACK = 0x3400
"""CJK extension A; what comes before, the usual typeface has."""
_OF_EXTENSION_C = "2a700"
"""Whoever has this one has what common typefaces lack."""
_NO_CHARACTER = "\U0010fffe"


class Letters:
    """A typeface in one size, in pixels."""

    def __init__(self, file: Path, index: int, size: int) -> None:
        self._usual = ImageFont.truetype(str(file), size, index=index)
        self._size = size
        self._unknown = bytes(self._usual.getmask(_NO_CHARACTER))
        self._fonts: dict[str, ImageFont.FreeTypeFont] = {}

    @property
    def ascent(self) -> int:
        """From the top of a line to its baseline."""
        return self._usual.getmetrics()[0]

    def length(self, words: str) -> float:
        return sum(font.getlength(run) for font, run in self._runs(words))

    def draw(
        self, on: ImageDraw.ImageDraw, at: tuple[float, float], words: str, fill: int | tuple[int, int, int, int]
    ) -> None:
        """``at``: where the baseline begins."""
        x, y = at
        for font, run in self._runs(words):
            on.text((x, y), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)

    def _runs(self, words: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """Pieces that one typeface draws."""
        runs: list[tuple[ImageFont.FreeTypeFont, str]] = []
        for character in words:
            font = self._fonts.get(character) or self._fonts.setdefault(character, self._font_of(character))
            if runs and runs[-1][0] is font:
                runs[-1] = (font, runs[-1][1] + character)
            else:
                runs.append((font, character))
        return runs

    def _font_of(self, character: str) -> ImageFont.FreeTypeFont:
        if ord(character) < _FIRST_THAT_MAY_LACK or bytes(self._usual.getmask(character)) != self._unknown:
            return self._usual
        file = _rare_file()
        return self._usual if file is None else _rare(file, self._size)


class Typeface:
    """Looked up once, given in any size. ``family``: of Noto's. Raises ``FileNotFoundError`` if the machine has no CJK
    typeface (package ``fonts-noto-cjk``)."""

    def __init__(self, family: str, *, bold: bool = False) -> None:
        self._file = _usual_file(family, bold=bold)
        self._index = _index(self._file, family)
        self._sizes: dict[int, Letters] = {}

    def sized(self, size: int) -> Letters:
        if size not in self._sizes:
            self._sizes[size] = Letters(self._file, self._index, size)
        return self._sizes[size]


def _usual_file(family: str, *, bold: bool) -> Path:
    style = "Bold" if bold else "Regular"
    installed = (Path(folder) / f"NotoSansCJK-{style}.ttc" for folder in _FOLDERS)
    if found := next((path for path in installed if path.is_file()), None):
        return found
    asked = _asked("fc-match", "%{lang}\n%{file}", f"{family},sans:lang=zh-cn:style={style}")
    languages, _, file = asked.partition("\n")
    if "zh-cn" not in languages.lower():
        raise FileNotFoundError("no CJK typeface: install fonts-noto-cjk")
    return Path(file)


def _index(file: Path, family: str) -> int:
    """A collection holds one face a region; the first is Japanese."""
    for index in range(_FACES_OF_A_COLLECTION if file.suffix == ".ttc" else 0):
        try:
            if ImageFont.truetype(str(file), _ANY_SIZE, index=index).getname()[0] == family:
                return index
        except OSError:
            break
    return 0


@cache
def _rare_file() -> Path | None:
    found = _asked("fc-list", "%{file}\n", f":charset={_OF_EXTENSION_C}").split("\n")
    return Path(min(found)) if found[0] else None


@cache
def _rare(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size)


def _asked(program: str, shape: str, pattern: str) -> str:
    answer = subprocess.run([program, "-f", shape, pattern], capture_output=True, text=True, timeout=10)
    return answer.stdout.strip()
