"""Letters without gaps as syllables, whole or begun: ``yuyao`` is yu yao, ``yyao`` and ``yy`` stand for it too."""

from collections.abc import Set
from typing import TypeAlias

Split: TypeAlias = tuple[str, ...]

MOST_LETTERS = 30
_LONGEST_SYLLABLE = 6
_MOST_SPLITS = 6
_DOUBLE = ("zh", "ch", "sh")


def splits(letters: str, syllables: Set[str]) -> tuple[Split, ...]:
    """The likely ones first: few that are only begun, then few in all. Empty when the letters spell nothing."""
    best: list[list[Split]] = [[] for _ in letters] + [[()]]
    for start in reversed(range(len(letters))):
        found = [
            (letters[start:end], *rest)
            for end in range(start + 1, min(len(letters), start + _LONGEST_SYLLABLE) + 1)
            if _may_stand(letters[start:end], syllables, last=end == len(letters))
            for rest in best[end]
        ]
        best[start] = sorted(found, key=lambda split: _unlikely(split, syllables))[:_MOST_SPLITS]
    return tuple(best[0]) if letters else ()


def _may_stand(piece: str, syllables: Set[str], *, last: bool) -> bool:
    """A piece inside may be left at its first sound, the last one anywhere."""
    if piece in syllables:
        return True
    if not last and len(piece) > 1 and piece not in _DOUBLE:
        return False
    return any(syllable.startswith(piece) for syllable in syllables)


def _unlikely(split: Split, syllables: Set[str]) -> tuple[int, int]:
    return sum(piece not in syllables for piece in split), len(split)
