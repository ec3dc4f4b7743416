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
class Asking:
    """Whether all that wait for a person shall try again."""

    view: View


@dataclass(frozen=True, slots=True)
class Working:
    """A courier's folder or the queue is being written."""

    view: View


State: TypeAlias = Watching | Asking | Working
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
    """The selected one now; while something is asked: yes."""


@dataclass(frozen=True, slots=True)
class RetryAllAsked:
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
    """While something is asked: no."""


Event: TypeAlias = (
    LookAsked
    | Arrived
    | LookFailed
    | Selected
    | SendAsked
    | RetryAllAsked
    | CourierAsked
    | Done
    | WorkFailed
    | LeaveAsked
)


@dataclass(frozen=True, slots=True)
class Look:
    pass


@dataclass(frozen=True, slots=True)
class SendNow:
    submission_id: str


@dataclass(frozen=True, slots=True)
class RetryAll:
    pass


@dataclass(frozen=True, slots=True)
class Courier:
    way: CourierWay
    folder: Path


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Look | SendNow | RetryAll | Courier | Leave
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


def stuck(view: View) -> int:
    """How many wait for a person."""
    return sum(1 for entry in view.queue.entries if entry.state == "needs_attention") if view.queue else 0


def _retry_all(state: Watching, _event: RetryAllAsked) -> Next:
    if not stuck(state.view):
        return Step(Watching(replace(state.view, told=text("window_retry_all.nothing"), trouble=None)))
    return Step(Asking(replace(state.view, told=None, trouble=None)))


def _yes(state: Asking, _event: SendAsked) -> Next:
    return Step(Working(state.view), (RetryAll(),))


def _no(state: Asking, _event: LeaveAsked) -> Next:
    return Step(Watching(state.view))


def _courier(state: Watching, event: CourierAsked) -> Next:
    return Step(Working(replace(state.view, told=None, trouble=None)), (Courier(event.way, event.folder),))


def _done(state: Working, event: Done) -> Next:
    return Step(Watching(replace(state.view, told=event.told)), (Look(),))


def _work_failed(state: Working, event: WorkFailed) -> Next:
    return Step(Watching(replace(state.view, trouble=event.failure)), (Look(),))


def _leave(_state: State, _event: LeaveAsked) -> Next:
    return Step(Watching(), (Leave(),))


_ALL = (Watching, Asking, Working)
TABLE: Table[State, Effect] = {
    **{(kind, LookAsked): _look for kind in _ALL},
    **{(kind, Arrived): _arrived for kind in _ALL},
    **{(kind, LookFailed): _look_failed for kind in _ALL},
    **{(kind, Selected): _selected for kind in _ALL},
    **{(kind, LeaveAsked): _leave for kind in (Watching, Working)},
    (Watching, SendAsked): _send,
    (Watching, RetryAllAsked): _retry_all,
    (Asking, SendAsked): _yes,
    (Asking, LeaveAsked): _no,
    (Watching, CourierAsked): _courier,
    (Working, Done): _done,
    (Working, WorkFailed): _work_failed,
}
