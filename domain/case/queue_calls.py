"""Numbers called to a window (叫号): the life of one of them, and whose turn it is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from domain.flow.machine import Table


class TicketState(Enum):
    WAITING = "waiting"
    CALLED = "called"
    HELD = "held"
    """挂起: fetches a paper, comes back to the same window."""
    PASSED = "passed"
    """过号: was not there; comes back when called again."""
    DONE = "done"


class CallEvent(Enum):
    CALL = "call"
    RECALL = "recall"
    SKIP = "skip"
    HOLD = "hold"
    TRANSFER = "transfer"
    """转号: waits again, before the others of the window named."""
    FINISH = "finish"


_S, _E = TicketState, CallEvent
TABLE: Table[TicketState, None] = {
    (_S.WAITING, _E.CALL): _S.CALLED,
    (_S.CALLED, _E.RECALL): _S.CALLED,
    (_S.CALLED, _E.SKIP): _S.PASSED,
    (_S.CALLED, _E.HOLD): _S.HELD,
    (_S.CALLED, _E.TRANSFER): _S.WAITING,
    (_S.CALLED, _E.FINISH): _S.DONE,
    (_S.HELD, _E.CALL): _S.CALLED,
    (_S.PASSED, _E.CALL): _S.CALLED,
}


@dataclass(frozen=True, slots=True)
class Ticket:
    number: int
    state: TicketState
    place: str = ""
    """The window that called it, or that it was transferred to."""


def next_for(place: str, tickets: Iterable[Ticket]) -> Ticket | None:
    """Whoever was sent to this window, else the lowest number nobody was sent anywhere with."""
    waiting = [one for one in tickets if one.state is TicketState.WAITING and one.place in ("", place)]
    return min(waiting, key=lambda one: (one.place != place, one.number), default=None)
