"""Where the clerk is with one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from domain.failures import FailureCode
from domain.text import Text
from window_client.draft.application import Role
from window_client.journeys.counter.flow.desk import Desk


@dataclass(frozen=True, slots=True)
class Reception:
    desk: Desk
    role: Role = "applicant"
    words: str = ""
    found: tuple[str, ...] = ()
    """Codes of items and themes."""
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Continuing:
    """What was begun elsewhere is being fetched; nothing else is done meanwhile."""

    desk: Desk


@dataclass(frozen=True, slots=True)
class Form:
    desk: Desk
    problems: Mapping[str, Text] = field(default_factory=dict, repr=False)
    """Shown once the clerk wanted to go on."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Pages coming in, from whatever source."""

    job_id: str
    after: str = ""
    replacing: str = ""
    arrived: int = 0
    """Pages that are sealed on the disk, or lost and said so."""
    expected: int | None = None
    """Pages in all, once the scanner is through; the scan ends when they are all safe."""


@dataclass(frozen=True, slots=True)
class Paper:
    desk: Desk
    scan: Scan | None = None
    trouble: FailureCode | None = None
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Check:
    desk: Desk
    citizen: Literal["", "asked", "refused"] = ""
    """Whether they are asked to sign, or said that something is wrong."""
    problem: Text | None = None
    trouble: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    desk: Desk


@dataclass(frozen=True, slots=True)
class Saved:
    """Every item is saved; receipts print."""

    desk: Desk
    printed: frozenset[str] = frozenset()
    """Item codes."""
    trouble: FailureCode | None = None


State: TypeAlias = Reception | Continuing | Form | Paper | Check | Saving | Saved
