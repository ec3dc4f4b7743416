"""What the letters may mean: whole words, then beginnings of what was typed, so that a long text goes word by word."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypeAlias

from domain.pinyin.splitting import Split, splits

Spelled: TypeAlias = tuple[Split, str]
"""Syllables and the characters they are read for."""

MOST_BEGUN = 60
"""Words of which only the beginning was typed."""


class PinyinWords(Protocol):
    """A dictionary that nothing changes."""

    @property
    def syllables(self) -> Set[str]: ...

    def begun_with(self, initials: str) -> Sequence[Spelled]:
        """Words of as many characters as letters, whose syllables begin with them; the likely ones first."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    words: str = field(repr=False)
    letters: int
    """It stands for so many of the typed ones."""


def candidates(letters: str, words: PinyinWords) -> tuple[Candidate, ...]:
    """In the order they are offered, each of them once."""
    ways = splits(letters, words.syllables)
    return tuple(dict.fromkeys(_found(ways, _LookedUp(words)))) if ways else ()


class _LookedUp:
    """What was found for one set of letters: asked for many times, and forgotten with the answer."""

    def __init__(self, words: PinyinWords) -> None:
        self._words = words
        self._found: dict[str, Sequence[Spelled]] = {}

    def exact(self, way: Split) -> Iterator[Candidate]:
        return (Candidate(word, _length(way)) for reading, word in self._of(way) if reading == way)

    def begun(self, way: Split) -> Iterator[Candidate]:
        """Those whose syllables go on where ``way`` ends early."""
        for reading, word in self._of(way):
            if reading != way and all(map(str.startswith, reading, way)):
                yield Candidate(word, _length(way))

    def _of(self, way: Split) -> Sequence[Spelled]:
        initials = "".join(piece[0] for piece in way)
        if initials not in self._found:
            self._found[initials] = self._words.begun_with(initials)
        return self._found[initials]


def _found(ways: Sequence[Split], words: _LookedUp) -> Iterator[Candidate]:
    exact = [one for way in ways for one in words.exact(way)]
    yield from exact
    if not exact and len(ways[0]) > 1:
        yield from _put_together(ways[0], words)
    yield from islice((one for way in ways for one in words.begun(way)), MOST_BEGUN)
    shortest = [way for way in ways if len(way) == len(ways[0])]
    for length in range(len(ways[0]) - 1, 0, -1):
        for way in dict.fromkeys(way[:length] for way in shortest):
            yield from words.exact(way)


def _put_together(way: Split, words: _LookedUp) -> Iterator[Candidate]:
    """One of several words, when no word is read like the whole."""
    parts: list[str] = []
    at = 0
    while at < len(way):
        longest = (next(words.exact(way[at:end]), None) for end in range(len(way), at, -1))
        found = next((one for one in longest if one is not None), None)
        if found is None:
            return
        parts.append(found.words)
        at += len(found.words)
    yield Candidate("".join(parts), _length(way))


def _length(way: Split) -> int:
    return sum(map(len, way))
