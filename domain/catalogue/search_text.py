"""One text of many lines, one line an item: hits are found by position, with no loop over items."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

_END = "\n"


class SearchText:
    """``lines``: each a sequence of pieces without line ends. A hit begins at the beginning of a piece:
    give a plain ``str`` to let it begin at any character, a list of syllables to let it begin at those.
    Answers are line numbers from 0."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        whole = ["".join(line) for line in lines]
        self._text = _END + "".join(line + _END for line in whole)
        self._starts = list(accumulate((len(line) + 1 for line in whole[:-1]), initial=1)) if whole else []
        self._begins = bytearray(len(self._text))
        for start, line in zip(self._starts, lines, strict=True):
            for offset in accumulate((len(piece) for piece in line[:-1]), initial=0):
                self._begins[start + offset] = 1

    def beginning_with(self, query: str) -> Iterator[int]:
        position = self._text.find(_END + query)
        while position >= 0:
            line = self._line_of(position + 1)
            yield line
            position = self._text.find(_END + query, position + 1)

    def containing(self, query: str) -> Iterator[int]:
        """Each line once, in order."""
        position = self._text.find(query)
        while position >= 0:
            if self._begins[position]:
                line = self._line_of(position)
                yield line
                position = self._text.find(query, self._text.index(_END, position))
            else:
                position = self._text.find(query, position + 1)

    def scattered(self, query: str) -> list[int]:
        """Lines that hold the query's characters in order with others between; the tightest first."""
        between = f"[^{_END}]*?"
        pattern = re.compile(between.join(re.escape(character) for character in query))
        spans: dict[int, int] = {}
        for match in pattern.finditer(self._text):
            spans.setdefault(self._line_of(match.start()), match.end() - match.start())
        return sorted(spans, key=lambda line: (spans[line], line))

    def _line_of(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1
