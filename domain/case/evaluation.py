"""Levels and options of 好差评. The levels are those of GB/T 39046-2020 A.8, the options the national list."""

from typing import Literal

Level = Literal[1, 2, 3, 4, 5]
LEVELS: tuple[Level, ...] = (1, 2, 3, 4, 5)
"""1 very satisfied … 5 very dissatisfied."""

_OPTIONS = {5: range(510, 518), 4: range(406, 414), 3: range(307, 315), 2: range(207, 215), 1: range(108, 116)}
"""By stars: the first digit of an option counts the other way round than a level."""


def options_of(level: Level) -> tuple[str, ...]:
    return tuple(str(code) for code in _OPTIONS[6 - level])


def fits(option: str, level: Level) -> bool:
    return option in options_of(level)
