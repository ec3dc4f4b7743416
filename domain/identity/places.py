"""Places in five levels (省、市、县、乡镇街道、村社区), by the statistical codes: 2, 4, 6, 9 and 12 digits."""

from collections.abc import Mapping
from typing import TypeAlias

Place: TypeAlias = tuple[str, str]
"""Code and name."""

EVERYWHERE = "*"
"""Typed by a picker that shows the provinces: no place yet."""
LEVELS = (2, 4, 6, 9, 12)
"""Digits of a code, by level."""


class Places:
    """The tree as far as it is known: some branches end earlier than others."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """``names``: by code; a code without its parent is not found."""
        self._names = names
        self._below: dict[str, list[Place]] = {}
        for code, name in names.items():
            self._below.setdefault(_parent(code), []).append((code, name))

    def below(self, code: str) -> tuple[Place, ...]:
        """In code order; of the empty code the provinces."""
        return tuple(self._below.get(code, ()))

    def path(self, value: str) -> tuple[Place, ...]:
        """From the province down to the code ``value`` begins with; empty for a code that is not known."""
        code = value.partition(" ")[0]
        codes = [code[:digits] for digits in LEVELS if digits <= len(code)]
        known = bool(codes) and codes[-1] == code and all(one in self._names for one in codes)
        return tuple((one, self._names[one]) for one in codes) if known else ()

    def value(self, code: str) -> str:
        """As a form keeps it: the code, a blank, the names parted by ``/``. Empty for a code that is not known."""
        path = self.path(code)
        return f"{code} {'/'.join(name for _, name in path)}" if path else ""

    def is_whole(self, value: str) -> bool:
        """Whether it is the last of its branch, under the names of now."""
        code = value.partition(" ")[0]
        return bool(value) and self.value(code) == value and not self._below.get(code)

    def values(self) -> tuple[str, ...]:
        """Every whole value, for a clerk who types a part of it."""
        return tuple(self.value(code) for code in self._names if code not in self._below)


def places_of(body: str) -> Places:
    """Of a file with a code, a tab and a name on each line. Raises ``ValueError``."""
    lines = [line.split("\t") for line in body.splitlines()]
    if any(len(line) != 2 or len(line[0]) not in LEVELS or not line[0].isdecimal() for line in lines):
        message = "not a file of places"
        raise ValueError(message)
    return Places({line[0]: line[1] for line in lines})


def place_words(value: str) -> str:
    """The names alone, as an address begins."""
    return value.partition(" ")[2].replace("/", "") or value


def _parent(code: str) -> str:
    at = LEVELS.index(len(code))
    return code[: LEVELS[at - 1]] if at else ""
