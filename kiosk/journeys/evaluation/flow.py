"""The receipt's code, a level, options of that level; sent once, without the citizen's name."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.case.evaluation import Level
from domain.case.receipt_code import ReceiptCode, decode
from domain.failures import Failure, FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class ShowCode:
    """Waiting for a receipt before the scanner."""

    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    code: ReceiptCode
    level: Level | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class Thanked:
    pass


@dataclass(frozen=True, slots=True)
class NotSent:
    code: ReceiptCode
    failure: FailureCode


State: TypeAlias = ShowCode | Rating | Sending | Thanked | NotSent


@dataclass(frozen=True, slots=True)
class CodeRead:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LevelChosen:
    level: Level


@dataclass(frozen=True, slots=True)
class OptionTouched:
    """Chosen, or no longer."""

    code: str


@dataclass(frozen=True, slots=True)
class SendAsked:
    pass


@dataclass(frozen=True, slots=True)
class Sent:
    pass


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class RetryAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = CodeRead | LevelChosen | OptionTouched | SendAsked | Sent | Failed | RetryAsked | LeaveAsked


@dataclass(frozen=True, slots=True)
class Send:
    code: ReceiptCode
    level: Level
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Send | Leave


def _read(_state: ShowCode, event: CodeRead) -> Step[State, Effect]:
    try:
        return Step(Rating(decode(event.words)))
    except Failure as failure:
        return Step(ShowCode(failure.code))


def _level(state: Rating, event: LevelChosen) -> Step[State, Effect]:
    """Options belong to a level: another level begins anew."""
    return Step(state if state.level == event.level else Rating(state.code, event.level))


def _option(state: Rating, event: OptionTouched) -> Step[State, Effect]:
    without = tuple(code for code in state.options if code != event.code)
    options = without if len(without) < len(state.options) else (*without, event.code)
    return Step(Rating(state.code, state.level, options))


def _send(state: Rating, _event: SendAsked) -> Step[State, Effect]:
    if state.level is None:
        return Step(state)
    return Step(Sending(state.code), (Send(state.code, state.level, state.options),))


def _failed(state: Sending, event: Failed) -> Step[State, Effect]:
    return Step(NotSent(state.code, event.failure))


def _retry(state: NotSent, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Rating(state.code))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (ShowCode, CodeRead): _read,
    (ShowCode, LeaveAsked): _leave,
    (Rating, LevelChosen): _level,
    (Rating, OptionTouched): _option,
    (Rating, SendAsked): _send,
    (Rating, LeaveAsked): _leave,
    (Sending, Sent): Thanked(),
    (Sending, Failed): _failed,
    (Sending, LeaveAsked): _leave,
    (Thanked, LeaveAsked): _leave,
    (NotSent, RetryAsked): _retry,
    (NotSent, LeaveAsked): _leave,
}
