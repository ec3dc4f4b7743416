"""Locked until a permit is shown to the code scanner; then what there is to see, and a test print."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.text import Text, text


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at."""

    subject: Text
    words: Text
    fine: bool


@dataclass(frozen=True, slots=True)
class Locked:
    refused: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    by: str
    """User name on the permit."""
    points: tuple[Point, ...] = ()
    note: Text | None = None
    """How the last test went, or that it is under way."""


State: TypeAlias = Locked | Opened


@dataclass(frozen=True, slots=True)
class CodeShown:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Permitted:
    by: str


@dataclass(frozen=True, slots=True)
class NotPermitted:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class LookAsked:
    pass


@dataclass(frozen=True, slots=True)
class Looked:
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PrintAsked:
    pass


@dataclass(frozen=True, slots=True)
class PrintEnded:
    note: Text


@dataclass(frozen=True, slots=True)
class LineAsked:
    """How long the platform takes to answer, and whether it is the platform."""


@dataclass(frozen=True, slots=True)
class SheetAsked:
    """A white sheet lies in the scanner: lamp and glass are to be judged."""


@dataclass(frozen=True, slots=True)
class TestEnded:
    note: Text


@dataclass(frozen=True, slots=True)
class LockAsked:
    pass


Event: TypeAlias = (
    CodeShown | Permitted | NotPermitted | LookAsked | Looked | PrintAsked | PrintEnded | LineAsked | SheetAsked
    | TestEnded | LockAsked
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckPermit:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookAround:
    pass


@dataclass(frozen=True, slots=True)
class PrintTest:
    pass


@dataclass(frozen=True, slots=True)
class TestLine:
    pass


@dataclass(frozen=True, slots=True)
class TestScanner:
    pass


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = CheckPermit | LookAround | PrintTest | TestLine | TestScanner | Leave


def _check(state: Locked, event: CodeShown) -> Step[State, Effect]:
    return Step(state, (CheckPermit(event.words),))


def _open(_state: Locked, event: Permitted) -> Step[State, Effect]:
    return Step(Opened(event.by), (LookAround(),))


def _refuse(_state: Locked, event: NotPermitted) -> Step[State, Effect]:
    return Step(Locked(event.failure))


def _look(state: Opened, _event: LookAsked) -> Step[State, Effect]:
    return Step(state, (LookAround(),))


def _looked(state: Opened, event: Looked) -> Step[State, Effect]:
    return Step(replace(state, points=event.points))


def _print(state: Opened, _event: PrintAsked) -> Step[State, Effect]:
    return Step(replace(state, note=None), (PrintTest(),))


def _line(state: Opened, _event: LineAsked) -> Step[State, Effect]:
    return Step(replace(state, note=text("maintenance_tests.line_asked")), (TestLine(),))


def _sheet(state: Opened, _event: SheetAsked) -> Step[State, Effect]:
    return Step(replace(state, note=text("maintenance_tests.sheet_asked")), (TestScanner(),))


def _printed(state: Opened, event: PrintEnded | TestEnded) -> Step[State, Effect]:
    return Step(replace(state, note=event.note))


def _leave(state: Locked | Opened, _event: LockAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Locked, CodeShown): _check,
    (Locked, Permitted): _open,
    (Locked, NotPermitted): _refuse,
    (Locked, LockAsked): _leave,
    (Opened, LookAsked): _look,
    (Opened, Looked): _looked,
    (Opened, PrintAsked): _print,
    (Opened, PrintEnded): _printed,
    (Opened, LineAsked): _line,
    (Opened, SheetAsked): _sheet,
    (Opened, TestEnded): _printed,
    (Opened, LockAsked): _leave,
}
