"""What a check says. A warning may be overridden: by a clerk with a reason, by the citizen with a yes."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.text import Text


@dataclass(frozen=True, slots=True)
class Ok:
    pass


@dataclass(frozen=True, slots=True)
class Warn:
    reason: Text


@dataclass(frozen=True, slots=True)
class Reject:
    reason: Text


Verdict: TypeAlias = Ok | Warn | Reject
