"""What every runner works with."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.clock import Clock, IdSource
from domain.documents.document import Document
from domain.text import Say

Print = Callable[[str, Document], None]
"""Job id and what to print; how it went arrives as a device event."""


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
