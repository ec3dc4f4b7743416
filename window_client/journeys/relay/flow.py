"""The care for neighbours' packets as a transition table: one piece of work at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from offline_queue.relay_shelf import Held

Way = Literal["take_over", "hand_back"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """``broken_at``: line of the list of custody that does not follow from the one before."""

    held: tuple[Held, ...]
    broken_at: int | None = None
    here: str = ""
    """Device id of this station."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Of the nodes of the city, by code, as the mirrored catalogue knows them; also without a line."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of a stick: how many, how many were refused, and why the first of them."""

    way: Way
    done: int
    refused: int = 0
    cause: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class View:
    shelf: Shelf | None = None
    selected: str = ""
    """Submission id."""
    carried: Carried | None = None
    trouble: FailureCode | None = None
    """Of the latest work."""
    blind: FailureCode | None = None
    """Why the latest look showed nothing; what is in sight is older."""


@dataclass(frozen=True, slots=True)
class Watching:
    view: View = View()


@dataclass(frozen=True, slots=True)
class Working:
    """A stick is being read or written."""

    view: View


State: TypeAlias = Watching | Working


@dataclass(frozen=True, slots=True)
class LookAsked:
    pass


@dataclass(frozen=True, slots=True)
class Arrived:
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Selected:
    submission_id: str


@dataclass(frozen=True, slots=True)
class CarryAsked:
    way: Way
    stick: Path


@dataclass(frozen=True, slots=True)
class Done:
    carried: Carried


@dataclass(frozen=True, slots=True)
class LookFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class WorkFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = LookAsked | Arrived | Selected | CarryAsked | Done | LookFailed | WorkFailed | LeaveAsked


@dataclass(frozen=True, slots=True)
class Look:
    pass


@dataclass(frozen=True, slots=True)
class Carry:
    way: Way
    stick: Path


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Look | Carry | Leave
Next = Step[State, Effect]


def _look(state: State, _event: LookAsked) -> Next:
    return Step(state, (Look(),))


def _arrived(state: State, event: Arrived) -> Next:
    """The selection stays with its packet."""
    ids = [one.submission_id for one in event.shelf.held]
    selected = state.view.selected if state.view.selected in ids else next(iter(ids), "")
    return Step(replace(state, view=replace(state.view, shelf=event.shelf, selected=selected, blind=None)))


def _selected(state: State, event: Selected) -> Next:
    return Step(replace(state, view=replace(state.view, selected=event.submission_id)))


def _carry(state: Watching, event: CarryAsked) -> Next:
    return Step(Working(replace(state.view, carried=None, trouble=None)), (Carry(event.way, event.stick),))


def _done(state: Working, event: Done) -> Next:
    return Step(Watching(replace(state.view, carried=event.carried)), (Look(),))


def _look_failed(state: State, event: LookFailed) -> Next:
    """The work goes on: a look is no part of it."""
    return Step(replace(state, view=replace(state.view, blind=event.failure)))


def _work_failed(state: Working, event: WorkFailed) -> Next:
    return Step(Watching(replace(state.view, trouble=event.failure)), (Look(),))


def _leave(_state: State, _event: LeaveAsked) -> Next:
    return Step(Watching(), (Leave(),))


_BOTH = (Watching, Working)
TABLE: Table[State, Effect] = {
    **{(kind, LookAsked): _look for kind in _BOTH},
    **{(kind, Arrived): _arrived for kind in _BOTH},
    **{(kind, Selected): _selected for kind in _BOTH},
    **{(kind, LookFailed): _look_failed for kind in _BOTH},
    **{(kind, LeaveAsked): _leave for kind in _BOTH},
    (Watching, CarryAsked): _carry,
    (Working, Done): _done,
    (Working, WorkFailed): _work_failed,
}
