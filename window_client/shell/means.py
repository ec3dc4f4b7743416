"""What every runner works with."""

from dataclasses import dataclass

from domain.clock import Clock, IdSource
from domain.text import Say


class SessionToken:
    """The token of the clerk who is in; empty for nobody. Shared by everything that asks the platform."""

    def __init__(self) -> None:
        self.value = ""

    def __call__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Means:
    say: Say
    clock: Clock
    ids: IdSource
    token: SessionToken
