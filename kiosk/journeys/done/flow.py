"""The case is saved before this screen opens; printing and delivery may fail without harm to it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Slip:
    """What the citizen takes home, on paper or by photograph."""

    number: str
    """The temporary number; for an answer to a correction the number the case already has."""
    item_name: str
    authority: str
    handed_in_at: datetime
    pages: int
    correction: bool = False
    delivered: bool = False
    official_no: str = ""
    qr_payload: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Printing:
    slip: Slip
    prints: int = 0
    """Receipts that came out before this one."""


@dataclass(frozen=True, slots=True)
class Printed:
    slip: Slip
    prints: int = 1


@dataclass(frozen=True, slots=True)
class NotPrinted:
    slip: Slip
    failure: FailureCode
    prints: int = 0


State: TypeAlias = Printing | Printed | NotPrinted


@dataclass(frozen=True, slots=True)
class ReceiptCame:
    pass


@dataclass(frozen=True, slots=True)
class ReceiptFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Delivered:
    """The platform's signed acknowledgement is here."""

    official_no: str = ""


@dataclass(frozen=True, slots=True)
class ReprintAsked:
    pass


@dataclass(frozen=True, slots=True)
class EvaluateAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = ReceiptCame | ReceiptFailed | Delivered | ReprintAsked | EvaluateAsked | LeaveAsked


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    slip: Slip
    reprint: int


@dataclass(frozen=True, slots=True)
class Leave:
    pass


@dataclass(frozen=True, slots=True)
class OpenEvaluation:
    pass


Effect: TypeAlias = PrintReceipt | OpenEvaluation | Leave


def _came(state: Printing, _event: ReceiptCame) -> Step[State, Effect]:
    return Step(Printed(state.slip, state.prints + 1))


def _failed(state: Printing, event: ReceiptFailed) -> Step[State, Effect]:
    return Step(NotPrinted(state.slip, event.failure, state.prints))


def _delivered(state: State, event: Delivered) -> Step[State, Effect]:
    return Step(replace(state, slip=replace(state.slip, delivered=True, official_no=event.official_no)))


def _reprint(state: Printed | NotPrinted, _event: ReprintAsked) -> Step[State, Effect]:
    return Step(Printing(state.slip, state.prints), (PrintReceipt(state.slip, state.prints),))


def _evaluate(state: State, _event: EvaluateAsked) -> Step[State, Effect]:
    return Step(state, (OpenEvaluation(),))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Printing, ReceiptCame): _came,
    (Printing, ReceiptFailed): _failed,
    (Printing, Delivered): _delivered,
    (Printing, LeaveAsked): _leave,
    (Printed, Delivered): _delivered,
    (Printed, ReprintAsked): _reprint,
    (Printed, EvaluateAsked): _evaluate,
    (Printed, LeaveAsked): _leave,
    (NotPrinted, Delivered): _delivered,
    (NotPrinted, ReprintAsked): _reprint,
    (NotPrinted, EvaluateAsked): _evaluate,
    (NotPrinted, LeaveAsked): _leave,
}
