"""What every runner works with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from domain.clock import Clock, IdSource
from domain.documents.document import Document
from domain.text import Say

Print = Callable[[str, Document], None]
"""Job id and what to print; how it went arrives as a device event."""

MayAsk = Callable[[str], bool]
"""Whether what needs the platform (key of ``window_needs``) may be tried now; if not, the clerk was told why."""


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
    may_ask: MayAsk = field(default=lambda _need: True)
