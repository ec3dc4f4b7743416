"""Saved first; only then is there a code to show, and a slip of it."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Saving:
    pass


@dataclass(frozen=True, slots=True)
class Saved:
    code: str = field(repr=False)
    printing: bool = True
    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class NotSaved:
    failure: FailureCode


State: TypeAlias = Saving | Saved | NotSaved


@dataclass(frozen=True, slots=True)
class CodeCame:
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class SlipCame:
    pass


@dataclass(frozen=True, slots=True)
class SlipFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class PrintAsked:
    pass


@dataclass(frozen=True, slots=True)
class RetryAsked:
    pass


@dataclass(frozen=True, slots=True)
class GoOnAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = CodeCame | Failed | SlipCame | SlipFailed | PrintAsked | RetryAsked | GoOnAsked | LeaveAsked


@dataclass(frozen=True, slots=True)
class Save:
    pass


@dataclass(frozen=True, slots=True)
class Tell:
    """The visit: from now on this is kept."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintSlip:
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class GoOn:
    pass


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Save | Tell | PrintSlip | GoOn | Leave


def _came(state: Saving, event: CodeCame) -> Step[State, Effect]:
    """The visit opens the next screen: the one that shows the code."""
    return Step(state, (Tell(event.code),))


def _failed(_state: Saving, event: Failed) -> Step[State, Effect]:
    return Step(NotSaved(event.failure))


def _slip(state: Saved, _event: SlipCame) -> Step[State, Effect]:
    return Step(Saved(state.code, printing=False))


def _no_slip(state: Saved, event: SlipFailed) -> Step[State, Effect]:
    return Step(Saved(state.code, printing=False, failure=event.failure))


def _print(state: Saved, _event: PrintAsked) -> Step[State, Effect]:
    return Step(state) if state.printing else Step(Saved(state.code), (PrintSlip(state.code),))


def _retry(_state: NotSaved, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Saving(), (Save(),))


def _go_on(state: Saved | NotSaved, _event: GoOnAsked) -> Step[State, Effect]:
    return Step(state, (GoOn(),))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Saving, CodeCame): _came,
    (Saving, Failed): _failed,
    (Saving, LeaveAsked): _leave,
    (Saved, SlipCame): _slip,
    (Saved, SlipFailed): _no_slip,
    (Saved, PrintAsked): _print,
    (Saved, GoOnAsked): _go_on,
    (Saved, LeaveAsked): _leave,
    (NotSaved, RetryAsked): _retry,
    (NotSaved, GoOnAsked): _go_on,
    (NotSaved, LeaveAsked): _leave,
}
