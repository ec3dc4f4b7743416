"""The words of the pinyin keys, looked up where they stand in their file: nothing is loaded, its pages are shared."""

import mmap
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from domain.pinyin.candidates import Spelled

_FILE = Path(__file__).parent / "pinyin" / "words.txt"


class WordFile:
    """As ``tools/build_pinyin_words.py`` writes it: the syllables, then a line for all words of the same initials."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._body = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.syllables = frozenset(self._body[: self._body.find(b"\n")].decode("ascii").split())

    def begun_with(self, initials: str) -> Sequence[Spelled]:
        head = f"\n{initials}\t".encode("ascii")
        start = self._body.find(head)
        if start < 0:
            return ()
        line = self._body[start + len(head) : self._body.find(b"\n", start + 1)].decode("utf-8")
        return [(tuple(reading.split("'")), word) for reading, _, word in (one.partition("=") for one in line.split())]


@cache
def pinyin_words() -> WordFile:
    """Opened when a line first asks for Chinese."""
    return WordFile(_FILE)
