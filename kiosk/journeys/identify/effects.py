"""What the identity step asks of the visit."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.identity.person import Person

REVEAL_SECONDS = 5


@dataclass(frozen=True, slots=True)
class WatchReader:
    """Look for cards from now on and tell the readers' condition."""


@dataclass(frozen=True, slots=True)
class HideLater:
    seconds: int = REVEAL_SECONDS


@dataclass(frozen=True, slots=True)
class Verify:
    """Ask the platform about a code."""

    code: str = field(repr=False)
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Identified:
    person: Person
    for_another: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class LookForUnfinished:
    """In the background: nobody waits for the answer."""

    person: Person


@dataclass(frozen=True, slots=True)
class GiveUp:
    pass


Effect: TypeAlias = WatchReader | HideLater | Verify | Identified | LookForUnfinished | GiveUp
