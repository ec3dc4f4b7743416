"""What is known of the line, by the window's own questions and by the sync agent's word, as a transition table."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from domain.flow.machine import Step, Table
from offline_queue.limits import Forecast
from offline_queue.projection import QueueSummary


@dataclass(frozen=True, slots=True)
class Outlook:
    """One look at the station's queue; nothing of any person is in it."""

    summary: QueueSummary
    forecast: Forecast
    relayed: int = 0
    """Packets of neighbours held here that the platform has not signed for."""


@dataclass(frozen=True, slots=True)
class Unheard:
    """The window has asked nothing yet; the agent's word counts."""

    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class Up:
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class Down:
    since: datetime | None
    """Last answer, or the first that did not come; ``None``: none was ever heard."""
    outlook: Outlook | None = None


State: TypeAlias = Unheard | Up | Down


@dataclass(frozen=True, slots=True)
class Answered:
    """The platform answered a question of the window."""


@dataclass(frozen=True, slots=True)
class Silent:
    at: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Deserted:
    """Nobody is in, so the window asks nothing any more."""


Event: TypeAlias = Answered | Silent | Looked | Deserted
Next = Step[State, None]


def _answered(state: State, _event: Answered) -> Next:
    return Step(Up(state.outlook))


def _silent(state: Unheard | Up, event: Silent) -> Next:
    return Step(Down(_agents_since(state.outlook) or event.at, state.outlook))


def _looked_unheard(_state: Unheard, event: Looked) -> Next:
    if event.outlook.summary.connected is False:
        return Step(Down(event.outlook.summary.last_contact, event.outlook))
    return Step(Unheard(event.outlook))


def _looked(state: Up, event: Looked) -> Next:
    return Step(replace(state, outlook=event.outlook))


def _looked_down(state: Down, event: Looked) -> Next:
    return Step(Down(_agents_since(event.outlook) or state.since, event.outlook))


def _deserted(state: State, _event: Deserted) -> Next:
    return Step(Unheard(state.outlook))


def _agents_since(outlook: Outlook | None) -> datetime | None:
    """An agent that sees the line gone knows the last answer to a few seconds, also over restarts of the window."""
    return outlook.summary.last_contact if outlook is not None and outlook.summary.connected is False else None


_ALL = (Unheard, Up, Down)
TABLE: Table[State, None] = {
    **{(kind, Answered): _answered for kind in _ALL},
    (Unheard, Silent): _silent,
    (Up, Silent): _silent,
    (Unheard, Looked): _looked_unheard,
    (Up, Looked): _looked,
    (Down, Looked): _looked_down,
    **{(kind, Deserted): _deserted for kind in _ALL},
}
