"""The queue of the hall as this window sees it, and one call at a time."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.contract.queue_calls import Call, QueueBoard, QueueCall
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not heard of yet, or nobody is in who may call."""


@dataclass(frozen=True, slots=True)
class Shown:
    board: QueueBoard


@dataclass(frozen=True, slots=True)
class Calling:
    board: QueueBoard
    call: QueueCall


@dataclass(frozen=True, slots=True)
class Troubled:
    """``unanswered``: the platform may have carried it out; asked for again it goes under the same id."""

    board: QueueBoard | None
    failure: FailureCode
    unanswered: QueueCall | None = None


State: TypeAlias = Unknown | Shown | Calling | Troubled


@dataclass(frozen=True, slots=True)
class RefreshAsked:
    pass


@dataclass(frozen=True, slots=True)
class Arrived:
    board: QueueBoard


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Asked:
    call_id: str
    call: Call
    number: str = ""
    to_place: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    board: QueueBoard


@dataclass(frozen=True, slots=True)
class Refused:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Closed:
    """The clerk left."""


Event: TypeAlias = RefreshAsked | Arrived | Failed | Asked | Called | Refused | Closed


@dataclass(frozen=True, slots=True)
class Fetch:
    pass


@dataclass(frozen=True, slots=True)
class Send:
    call: QueueCall


Effect: TypeAlias = Fetch | Send


def _refresh(state: State, _event: RefreshAsked) -> Step[State, Effect]:
    return Step(state, (Fetch(),))


def _show(_state: State, event: Arrived | Called) -> Step[State, Effect]:
    return Step(Shown(event.board))


def _keep_calling(state: Calling, event: Arrived) -> Step[State, Effect]:
    return Step(Calling(event.board, state.call))


def _fail(state: State, event: Failed) -> Step[State, Effect]:
    """Keeps what may have been carried out in mind."""
    board = None if isinstance(state, Unknown) else state.board
    unanswered = state.unanswered if isinstance(state, Troubled) else None
    return Step(Troubled(board, event.failure, unanswered))


def _stay(state: Calling, _event: Failed | RefreshAsked) -> Step[State, Effect]:
    return Step(state)


def _ask(state: Shown | Troubled, event: Asked) -> Step[State, Effect]:
    if state.board is None:
        return Step(state)
    call = QueueCall(call_id=event.call_id, call=event.call, number=event.number, to_place=event.to_place)
    before = state.unanswered if isinstance(state, Troubled) else None
    if before is not None and before.model_copy(update={"call_id": call.call_id}) == call:
        call = before
    return Step(Calling(state.board, call), (Send(call),))


def _refuse(state: Calling, event: Refused) -> Step[State, Effect]:
    """What was refused is not carried out; the board is asked for again, for it has moved."""
    is_silence = event.failure.value.startswith("N")
    return Step(Troubled(state.board, event.failure, state.call if is_silence else None), (Fetch(),))


def _hear(state: Troubled, event: Arrived) -> Step[State, Effect]:
    """A refusal stays to be read until the next call; silence ends with the answer, which shows what became of it."""
    if state.failure.value.startswith("N"):
        return Step(Shown(event.board))
    return Step(Troubled(event.board, state.failure))


TABLE: Table[State, Effect] = {
    (Unknown, RefreshAsked): _refresh,
    (Unknown, Arrived): _show,
    (Unknown, Failed): _fail,
    (Unknown, Closed): Unknown(),
    (Shown, RefreshAsked): _refresh,
    (Shown, Arrived): _show,
    (Shown, Failed): _fail,
    (Shown, Asked): _ask,
    (Shown, Closed): Unknown(),
    (Calling, RefreshAsked): _stay,
    (Calling, Arrived): _keep_calling,
    (Calling, Failed): _stay,
    (Calling, Called): _show,
    (Calling, Refused): _refuse,
    (Calling, Closed): Unknown(),
    (Troubled, RefreshAsked): _refresh,
    (Troubled, Arrived): _hear,
    (Troubled, Failed): _fail,
    (Troubled, Asked): _ask,
    (Troubled, Closed): Unknown(),
}
