"""One text of many lines, one line an item: hits are found by position, with hardly a loop over items."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

from domain.catalogue.search_faults import exchanged, gapped, shortened
from domain.catalogue.search_letters import LetterSets, lines_of

_END = "\n"
_HEAD = 2
_MANY = 4000
_SHORTEST_FAULTY = 4
"""Letters; with a wrong one among three any other word would do."""
_LONGEST_FAULTY = 40
"""Letters; the work grows with their square, and a key that is leant on writes hundreds."""
_FEW = 400
"""Up to so many candidates one look at each is quicker than a pass over the whole text."""


class SearchText:
    """``lines``: each a sequence of pieces without line ends. A hit begins at the beginning of a piece:
    give a plain ``str`` to let it begin at any character, a list of syllables to let it begin at those.
    Answers are line numbers from 0."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        whole = ["".join(line) for line in lines]
        self._text = _END + "".join(line + _END for line in whole)
        self._starts = list(accumulate((len(line) + 1 for line in whole[:-1]), initial=1)) if whole else []
        self._ends = [start + len(line) for start, line in zip(self._starts, whole, strict=True)]
        self._begins = bytearray(len(self._text))
        for start, line in zip(self._starts, lines, strict=True):
            for offset in accumulate((len(piece) for piece in line[:-1]), initial=0):
                self._begins[start + offset] = 1
        self._letters = LetterSets(whole)
        self._heads = _heads(whole)

    def beginning_with(self, query: str) -> Iterator[int]:
        """Each line once, in order; nothing for an empty query."""
        for line in self._heads.get(query[:_HEAD], ()):
            if self._text.startswith(query, self._starts[line]):
                yield line

    def containing(self, query: str) -> Iterator[int]:
        """Each line once, in order; nothing for an empty query."""
        candidates = self._letters.holding(query)
        if candidates.bit_count() <= _FEW:
            yield from (line for line in lines_of(candidates) if self._holds(line, query))
            return
        position = self._text.find(query)
        while position >= 0:
            if self._begins[position]:
                yield self._line_of(position)
                position = self._text.find(query, self._text.index(_END, position))
            else:
                position = self._text.find(query, position + 1)

    def scattered(self, query: str) -> list[int]:
        """Lines that hold the query's characters in order with others between; the tightest first."""
        spans: dict[int, int] = {}
        for line in lines_of(self._letters.holding(query)):
            span = self._span(line, query)
            if span:
                spans[line] = span
        return sorted(spans, key=lambda line: (spans[line], line))

    def nearly(self, query: str, limit: int) -> list[int]:
        """Lines that hold the query but for one fault: first two letters exchanged or one doubled, then one wrong
        or missing, then one too many; nothing for a query under four letters, of one over forty the first forty.
        At most ``limit``, in order."""
        if len(query) < _SHORTEST_FAULTY:
            return []
        query = query[:_LONGEST_FAULTY]
        found: dict[int, None] = {}
        for lines in (self._any_of(exchanged(query), limit), self._wrong_or_missing(query, limit),
                      self._any_of(shortened(query), limit)):  # fmt: skip
            found |= dict.fromkeys(sorted(lines))
            if len(found) >= limit:
                break
        return list(found)[:limit]

    def _span(self, line: int, query: str) -> int:
        """Of the query's characters in order, each at its first place after the one before; 0 if they are not there."""
        first = position = self._text.find(query[0], self._starts[line], self._ends[line])
        for character in query[1:]:
            if position < 0:
                return 0
            position = self._text.find(character, position + 1, self._ends[line])
        return position + 1 - first if position >= 0 else 0

    def _any_of(self, variants: Iterable[str], limit: int) -> Iterator[int]:
        for variant in variants:
            yield from islice(self.containing(variant), limit)

    def _wrong_or_missing(self, query: str, limit: int) -> Iterator[int]:
        """One such fault leaves one half of the query whole: only lines that hold a half, and all letters but one,
        are looked at."""
        left, right = query[: len(query) // 2], query[len(query) // 2 :]
        enough = self._letters.holding_but_one(query)
        for half, meant in (
            (left, f"{re.escape(left)}(?:{'|'.join(gapped(right))})"),
            (right, f"(?:{'|'.join(gapped(left))}){re.escape(right)}"),
        ):
            pattern = re.compile(meant)
            near = (line for line in self._with(half, enough) if self._fits(line, pattern))
            yield from islice(near, limit)

    def _fits(self, line: int, pattern: re.Pattern[str]) -> bool:
        end = self._ends[line]
        match = pattern.search(self._text, self._starts[line], end)
        while match is not None and not self._begins[match.start()]:
            match = pattern.search(self._text, match.start() + 1, end)
        return match is not None

    def _with(self, part: str, among: int) -> Iterator[int]:
        """Lines among these bits that hold the part anywhere, each once, in order."""
        among &= self._letters.holding(part)
        if among.bit_count() <= _MANY:
            yield from (n for n in lines_of(among) if self._text.find(part, self._starts[n], self._ends[n]) >= 0)
            return
        digits = f"{among:b}"[::-1]
        position = self._text.find(part)
        while position >= 0:
            line = self._line_of(position)
            if digits[line : line + 1] == "1":
                yield line
            position = self._text.find(part, self._ends[line])

    def _holds(self, line: int, query: str) -> bool:
        end = self._ends[line]
        position = self._text.find(query, self._starts[line], end)
        while position >= 0 and not self._begins[position]:
            position = self._text.find(query, position + 1, end)
        return position >= 0

    def _line_of(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1


def _heads(lines: Iterable[str]) -> dict[str, "array[int]"]:
    """Line numbers by the first letter, and by the first two."""
    heads: dict[str, array[int]] = {}
    for number, line in enumerate(lines):
        for head in {line[:length] for length in range(1, _HEAD + 1) if line}:
            heads.setdefault(head, array("L")).append(number)
    return heads
