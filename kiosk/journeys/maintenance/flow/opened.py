"""Who was let in sees what there is to see, and tries the devices."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from domain.flow.machine import Step
from domain.text import Text, text
from kiosk.supplies import Kind

Rows: TypeAlias = dict[tuple[object, object], Callable[[Any, Any], Step[Any, Any]]]
"""A part of the journey's table."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at."""

    subject: Text
    words: Text
    fine: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """Something that is used up."""

    kind: Kind
    words: Text
    """How much was used, and how much is left."""
    enough: bool


@dataclass(frozen=True, slots=True)
class Opened:
    by: str
    """User name on the permit."""
    points: tuple[Point, ...] = ()
    stock: tuple[Stock, ...] = ()
    note: Text | None = None
    """How the last test went, or that it is under way."""
    drift: Text | None = None
    """Of the white sheet that was just looked at, from the reference."""
    may_accept: bool = False
    """That sheet is good enough to be the reference."""


@dataclass(frozen=True, slots=True)
class LookAsked:
    pass


@dataclass(frozen=True, slots=True)
class Looked:
    points: tuple[Point, ...]
    stock: tuple[Stock, ...] = ()


@dataclass(frozen=True, slots=True)
class Refilled:
    """It was changed, filled or cleaned just now: counted from here."""

    kind: Kind


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
class SheetEnded:
    """The sheet was judged, by itself and against the reference."""

    note: Text
    drift: Text
    may_accept: bool


@dataclass(frozen=True, slots=True)
class ReferenceAccepted:
    """The sheet that was just looked at shows the scanner as it should be."""


@dataclass(frozen=True, slots=True)
class LogsAsked:
    """Logs and reports, without anybody's data, to a USB stick."""


@dataclass(frozen=True, slots=True)
class TestEnded:
    note: Text


@dataclass(frozen=True, slots=True)
class LockAsked:
    pass


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
class KeepReference:
    pass


@dataclass(frozen=True, slots=True)
class SaveLogs:
    pass


@dataclass(frozen=True, slots=True)
class CountAnew:
    kind: Kind


@dataclass(frozen=True, slots=True)
class Leave:
    pass


def _look(state: Opened, _event: LookAsked) -> Step[Any, Any]:
    return Step(state, (LookAround(),))


def _looked(state: Opened, event: Looked) -> Step[Any, Any]:
    return Step(replace(state, points=event.points, stock=event.stock))


def _print(state: Opened, _event: PrintAsked) -> Step[Any, Any]:
    return Step(_noted(state), (PrintTest(),))


def _line(state: Opened, _event: LineAsked) -> Step[Any, Any]:
    return Step(_noted(state, text("maintenance_tests.line_asked")), (TestLine(),))


def _sheet(state: Opened, _event: SheetAsked) -> Step[Any, Any]:
    return Step(_noted(state, text("maintenance_tests.sheet_asked")), (TestScanner(),))


def _sheet_ended(state: Opened, event: SheetEnded) -> Step[Any, Any]:
    return Step(replace(state, note=event.note, drift=event.drift, may_accept=event.may_accept), (LookAround(),))


def _reference(state: Opened, _event: ReferenceAccepted) -> Step[Any, Any]:
    return Step(_noted(state), (KeepReference(), LookAround())) if state.may_accept else Step(state)


def _logs(state: Opened, _event: LogsAsked) -> Step[Any, Any]:
    return Step(_noted(state, text("maintenance_logs.asked")), (SaveLogs(),))


def _refilled(state: Opened, event: Refilled) -> Step[Any, Any]:
    return Step(_noted(state, text(f"maintenance_stock.{event.kind}_new")), (CountAnew(event.kind), LookAround()))


def _printed(state: Opened, event: PrintEnded | TestEnded) -> Step[Any, Any]:
    return Step(_noted(state, event.note))


def _noted(state: Opened, note: Text | None = None) -> Opened:
    """Another thing is under way or over: nothing is said of a sheet any more."""
    return replace(state, note=note, drift=None, may_accept=False)


def leave(state: Any, _event: LockAsked) -> Step[Any, Any]:
    return Step(state, (Leave(),))


OPENED_ROWS: Rows = {
    (Opened, LookAsked): _look,
    (Opened, Looked): _looked,
    (Opened, PrintAsked): _print,
    (Opened, PrintEnded): _printed,
    (Opened, LineAsked): _line,
    (Opened, SheetAsked): _sheet,
    (Opened, SheetEnded): _sheet_ended,
    (Opened, ReferenceAccepted): _reference,
    (Opened, LogsAsked): _logs,
    (Opened, Refilled): _refilled,
    (Opened, TestEnded): _printed,
    (Opened, LockAsked): leave,
}
