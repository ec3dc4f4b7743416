"""The sync monitor as a transition table: one piece of work at a time, looked at again and again."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.text import Text, text
from offline_queue.limits import Forecast
from offline_queue.projection import EntryView, QueueSummary


@dataclass(frozen=True, slots=True)
class Queue:
    """One look at the station's queue; nothing of any person is in it."""

    entries: tuple[EntryView, ...]
    summary: QueueSummary
    forecast: Forecast
    relayed: int = 0
    """Packets of neighbours held here that the platform has not signed for."""


@dataclass(frozen=True, slots=True)
class View:
    queue: Queue | None = None
    selected: str = ""
    """Submission id."""
    told: Text | None = None
    """What became of the latest work."""
    trouble: FailureCode | None = None
    """Of the latest work."""
    blind: FailureCode | None = None
    """Why the latest look showed nothing; what is in sight is older."""


@dataclass(frozen=True, slots=True)
class Watching:
    view: View = View()


@dataclass(frozen=True, slots=True)
class Working:
    """A courier's folder or the queue is being written."""

    view: View


State: TypeAlias = Watching | Working
CourierWay = Literal["export", "import"]


@dataclass(frozen=True, slots=True)
class LookAsked:
    pass


@dataclass(frozen=True, slots=True)
class Arrived:
    queue: Queue


@dataclass(frozen=True, slots=True)
class LookFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Selected:
    submission_id: str


@dataclass(frozen=True, slots=True)
class SendAsked:
    pass


@dataclass(frozen=True, slots=True)
class CourierAsked:
    way: CourierWay
    folder: Path


@dataclass(frozen=True, slots=True)
class Done:
    told: Text


@dataclass(frozen=True, slots=True)
class WorkFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = (
    LookAsked | Arrived | LookFailed | Selected | SendAsked | CourierAsked | Done | WorkFailed | LeaveAsked
)


@dataclass(frozen=True, slots=True)
class Look:
    pass


@dataclass(frozen=True, slots=True)
class SendNow:
    submission_id: str


@dataclass(frozen=True, slots=True)
class Courier:
    way: CourierWay
    folder: Path


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Look | SendNow | Courier | Leave
Next = Step[State, Effect]


def _look(state: State, _event: LookAsked) -> Next:
    return Step(state, (Look(),))


def _arrived(state: State, event: Arrived) -> Next:
    """The selection stays with its entry."""
    ids = [entry.submission_id for entry in event.queue.entries]
    selected = state.view.selected if state.view.selected in ids else next(iter(ids), "")
    return Step(replace(state, view=replace(state.view, queue=event.queue, selected=selected, blind=None)))


def _look_failed(state: State, event: LookFailed) -> Next:
    return Step(replace(state, view=replace(state.view, blind=event.failure)))


def _selected(state: State, event: Selected) -> Next:
    return Step(replace(state, view=replace(state.view, selected=event.submission_id)))


def _send(state: Watching, _event: SendAsked) -> Next:
    """What is delivered is not sent again."""
    view = state.view
    entries = view.queue.entries if view.queue else ()
    chosen = next((entry for entry in entries if entry.submission_id == view.selected), None)
    if chosen is None or chosen.state == "confirmed":
        return Step(Watching(replace(view, told=text("window_monitor.nothing_to_send"), trouble=None)))
    return Step(Working(replace(view, told=None, trouble=None)), (SendNow(chosen.submission_id),))


def _courier(state: Watching, event: CourierAsked) -> Next:
    return Step(Working(replace(state.view, told=None, trouble=None)), (Courier(event.way, event.folder),))


def _done(state: Working, event: Done) -> Next:
    return Step(Watching(replace(state.view, told=event.told)), (Look(),))


def _work_failed(state: Working, event: WorkFailed) -> Next:
    return Step(Watching(replace(state.view, trouble=event.failure)), (Look(),))


def _leave(_state: State, _event: LeaveAsked) -> Next:
    return Step(Watching(), (Leave(),))


_BOTH = (Watching, Working)
TABLE: Table[State, Effect] = {
    **{(kind, LookAsked): _look for kind in _BOTH},
    **{(kind, Arrived): _arrived for kind in _BOTH},
    **{(kind, LookFailed): _look_failed for kind in _BOTH},
    **{(kind, Selected): _selected for kind in _BOTH},
    **{(kind, LeaveAsked): _leave for kind in _BOTH},
    (Watching, SendAsked): _send,
    (Watching, CourierAsked): _courier,
    (Working, Done): _done,
    (Working, WorkFailed): _work_failed,
}
