"""What is said of one point."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Fine:
    words: str


@dataclass(frozen=True, slots=True)
class Open:
    """Not as it must be; ``words`` say what is there and what closes it."""

    words: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Cannot be told from here; ``words`` say why."""

    words: str


Verdict: TypeAlias = Fine | Open | Unknown
