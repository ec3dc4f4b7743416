"""A receipt's code asks the platform once; what it answers is shown, what it cannot answer is said."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.case.receipt_code import ReceiptCode, decode
from domain.contract.progress import CaseProgress
from domain.failures import Failure, FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class ShowCode:
    """Waiting for a code before the scanner."""


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Something else was held before the scanner, or it could not be read."""

    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ScannerAbsent:
    failure: FailureCode | None


@dataclass(frozen=True, slots=True)
class Asking:
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class Known:
    code: ReceiptCode
    progress: CaseProgress = field(repr=False)
    correctable: bool = True
    """The correction can be handed in here: this terminal knows the item."""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """No answer now: the line is down, or the platform does not know the case (yet)."""

    code: ReceiptCode
    failure: FailureCode
    here: str = ""
    """State of this case in this device's own queue, if it was handed in here."""


State: TypeAlias = ShowCode | NotOurs | ScannerAbsent | Asking | Known | NotKnown


@dataclass(frozen=True, slots=True)
class CodeRead:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeNotRead:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ScannerGone:
    failure: FailureCode | None


@dataclass(frozen=True, slots=True)
class ScannerBack:
    pass


@dataclass(frozen=True, slots=True)
class Answered:
    progress: CaseProgress = field(repr=False)
    correctable: bool = True


@dataclass(frozen=True, slots=True)
class NotAnswered:
    failure: FailureCode
    here: str = ""


@dataclass(frozen=True, slots=True)
class RetryAsked:
    pass


@dataclass(frozen=True, slots=True)
class CorrectAsked:
    pass


@dataclass(frozen=True, slots=True)
class MineAsked:
    """No receipt at hand: all cases of the person, by identity."""


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = (
    CodeRead
    | CodeNotRead
    | ScannerGone
    | ScannerBack
    | Answered
    | NotAnswered
    | RetryAsked
    | CorrectAsked
    | MineAsked
    | LeaveAsked
)


@dataclass(frozen=True, slots=True)
class AskPlatform:
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class Correct:
    code: ReceiptCode
    progress: CaseProgress = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    pass


@dataclass(frozen=True, slots=True)
class OpenMine:
    pass


Effect: TypeAlias = AskPlatform | Correct | OpenMine | Leave


def _read(_state: State, event: CodeRead) -> Step[State, Effect]:
    try:
        code = decode(event.words)
    except Failure as failure:
        return Step(NotOurs(failure.code))
    return Step(Asking(code), (AskPlatform(code),))


def _not_read(_state: State, event: CodeNotRead) -> Step[State, Effect]:
    return Step(NotOurs(event.failure))


def _gone(_state: State, event: ScannerGone) -> Step[State, Effect]:
    return Step(ScannerAbsent(event.failure))


def _answered(state: Asking, event: Answered) -> Step[State, Effect]:
    return Step(Known(state.code, event.progress, event.correctable))


def _not_answered(state: Asking, event: NotAnswered) -> Step[State, Effect]:
    return Step(NotKnown(state.code, event.failure, event.here))


def _retry(state: NotKnown | Known, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Asking(state.code), (AskPlatform(state.code),))


def _correct(state: Known, _event: CorrectAsked) -> Step[State, Effect]:
    wanted = state.progress.correction is not None and state.correctable
    return Step(state, (Correct(state.code, state.progress),) if wanted else ())


def _mine(state: State, _event: MineAsked) -> Step[State, Effect]:
    return Step(state, (OpenMine(),))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (ShowCode, CodeRead): _read,
    (ShowCode, CodeNotRead): _not_read,
    (ShowCode, ScannerGone): _gone,
    (ShowCode, MineAsked): _mine,
    (ShowCode, LeaveAsked): _leave,
    (NotOurs, CodeRead): _read,
    (NotOurs, CodeNotRead): _not_read,
    (NotOurs, ScannerGone): _gone,
    (NotOurs, MineAsked): _mine,
    (NotOurs, LeaveAsked): _leave,
    (ScannerAbsent, CodeRead): _read,
    (ScannerAbsent, CodeNotRead): _not_read,
    (ScannerAbsent, ScannerGone): _gone,
    (ScannerAbsent, ScannerBack): ShowCode(),
    (ScannerAbsent, MineAsked): _mine,
    (ScannerAbsent, LeaveAsked): _leave,
    (Asking, Answered): _answered,
    (Asking, NotAnswered): _not_answered,
    (Asking, LeaveAsked): _leave,
    (Known, RetryAsked): _retry,
    (Known, CorrectAsked): _correct,
    (Known, CodeRead): _read,
    (Known, LeaveAsked): _leave,
    (NotKnown, RetryAsked): _retry,
    (NotKnown, CodeRead): _read,
    (NotKnown, LeaveAsked): _leave,
}
