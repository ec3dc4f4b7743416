"""Consent first, then the camera; whoever does not want it, or is not recognised, goes on another way."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from devices.events import FaceOutcome
from domain.contract.submission import FaceEvidence
from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.identity.person import Person

MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """The notice on faces, which is one of its own. The camera is off."""

    staff: bool = False
    """This terminal wants a match or a clerk's word; otherwise one goes on without."""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Looking:
    job_id: str
    staff: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Not recognised, or nothing found out."""

    result: FaceOutcome | FailureCode
    staff: bool = False
    tries: int = 0

    @property
    def may_retry(self) -> bool:
        return self.tries < MOST_TRIES


@dataclass(frozen=True, slots=True)
class Vouching:
    """A clerk is to look at the person and to show a code of the clerk's own."""

    before: Asking | Unsettled
    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Verifying:
    """The platform is asked about the clerk's code."""

    before: Asking | Unsettled


State: TypeAlias = Asking | Looking | Unsettled | Vouching | Verifying


@dataclass(frozen=True, slots=True)
class Agreed:
    """Also to another try."""

    job_id: str


@dataclass(frozen=True, slots=True)
class WithoutAsked:
    """No face, or no further try."""


@dataclass(frozen=True, slots=True)
class StaffAsked:
    pass


@dataclass(frozen=True, slots=True)
class StopAsked:
    pass


@dataclass(frozen=True, slots=True)
class Compared:
    job_id: str
    outcome: FaceOutcome


@dataclass(frozen=True, slots=True)
class Failed:
    job_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class CodeShown:
    """Before the code scanner."""

    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verified:
    person: Person


@dataclass(frozen=True, slots=True)
class NotVerified:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = (
    Agreed | WithoutAsked | StaffAsked | StopAsked | Compared | Failed | CodeShown | Verified | NotVerified | BackAsked
    | LeaveAsked
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compare:
    job_id: str


@dataclass(frozen=True, slots=True)
class CameraOff:
    pass


@dataclass(frozen=True, slots=True)
class Verify:
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class GoOn:
    evidence: FaceEvidence
    person: Person | None = None
    """As a clerk vouched for."""


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Compare | CameraOff | Verify | GoOn | Leave


def _agreed(state: Asking | Unsettled, event: Agreed) -> Step[State, Effect]:
    if isinstance(state, Unsettled) and not state.may_retry:
        return Step(state)
    return Step(Looking(event.job_id, state.staff, state.tries + 1), (Compare(event.job_id),))


def _declined(state: Asking, _event: WithoutAsked) -> Step[State, Effect]:
    """Declining leaves no trace in what is handed in."""
    return Step(Vouching(state)) if state.staff else Step(state, (GoOn("none"),))


def _without(state: Unsettled, _event: WithoutAsked) -> Step[State, Effect]:
    if state.staff:
        return Step(Vouching(state))
    return Step(state, (GoOn("none" if isinstance(state.result, FailureCode) else state.result),))


def _staff(state: Asking | Unsettled, _event: StaffAsked) -> Step[State, Effect]:
    return Step(Vouching(state))


def _stopped(state: Looking, _event: StopAsked) -> Step[State, Effect]:
    return Step(Asking(state.staff, state.tries), (CameraOff(),))


def _compared(state: Looking, event: Compared) -> Step[State, Effect]:
    if event.job_id != state.job_id:
        return Step(state)
    if event.outcome == "match":
        return Step(state, (GoOn("match"),))
    return Step(Unsettled(event.outcome, state.staff, state.tries))


def _failed(state: Looking, event: Failed) -> Step[State, Effect]:
    return Step(state if event.job_id != state.job_id else Unsettled(event.failure, state.staff, state.tries))


def _code(state: Vouching, event: CodeShown) -> Step[State, Effect]:
    return Step(Verifying(state.before), (Verify(event.words),))


def _verified(state: Verifying, event: Verified) -> Step[State, Effect]:
    return Step(state, (GoOn("none", event.person),))


def _not_verified(state: Verifying, event: NotVerified) -> Step[State, Effect]:
    return Step(Vouching(state.before, event.failure))


def _back(state: Vouching, _event: BackAsked) -> Step[State, Effect]:
    return Step(replace(state.before))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


def _leave_camera(state: Looking, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (CameraOff(), Leave()))


TABLE: Table[State, Effect] = {
    (Asking, Agreed): _agreed,
    (Asking, WithoutAsked): _declined,
    (Asking, StaffAsked): _staff,
    (Asking, LeaveAsked): _leave,
    (Looking, Compared): _compared,
    (Looking, Failed): _failed,
    (Looking, StopAsked): _stopped,
    (Looking, LeaveAsked): _leave_camera,
    (Unsettled, Agreed): _agreed,
    (Unsettled, WithoutAsked): _without,
    (Unsettled, StaffAsked): _staff,
    (Unsettled, LeaveAsked): _leave,
    (Vouching, CodeShown): _code,
    (Vouching, BackAsked): _back,
    (Vouching, LeaveAsked): _leave,
    (Verifying, Verified): _verified,
    (Verifying, NotVerified): _not_verified,
    (Verifying, LeaveAsked): _leave,
}
