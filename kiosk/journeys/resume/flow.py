"""The code from the slip, by hand or before the scanner; the platform has the rest, for the person it belongs to.

Who begins the answer to a correction of which an earlier answer was kept begins with :class:`LookingBack`, and is asked
which one counts: they bear one id, and what is written anew replaces what was kept.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from domain.case.continue_code import read_code
from domain.failures import Failure, FailureCode
from domain.flow.machine import Step, Table
from domain.text import Text


@dataclass(frozen=True, slots=True)
class NotProven:
    """A number that was only typed opens nothing."""


@dataclass(frozen=True, slots=True)
class Own:
    """One of the applications that the person here began."""

    case_id: str
    item_name: str
    for_whom: str = field(repr=False)
    pages: int
    saved_at: datetime
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Typing:
    typed: str = field(repr=False, default="")
    failure: FailureCode | None = None
    own: tuple[Own, ...] = ()
    own_unknown: bool = False
    """The platform did not tell what the person here began."""


@dataclass(frozen=True, slots=True)
class LookingBack:
    """Whether anything was kept of the answer that is being begun."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Go on with it, or begin anew."""

    own: Own
    failure: FailureCode | None = None
    """Why it did not come."""


@dataclass(frozen=True, slots=True)
class KeptUnknown:
    """The platform did not tell whether anything was kept."""


@dataclass(frozen=True, slots=True)
class Asking:
    typed: str = field(repr=False)
    own: tuple[Own, ...] = ()
    kept: Own | None = None
    """The earlier answer that is asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    item_name: str
    pages: int
    on_their_way: int
    """Captured before, and not here: to be scanned again."""


@dataclass(frozen=True, slots=True)
class NotHere:
    """It came, and cannot be gone on with at this terminal."""

    reason: Text
    may_begin: bool = False
    """Anew: what is asked for was come to answer."""


State: TypeAlias = NotProven | LookingBack | Kept | KeptUnknown | Typing | Asking | Found | NotHere


@dataclass(frozen=True, slots=True)
class CodeTyped:
    typed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeRead:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TypingDone:
    pass


@dataclass(frozen=True, slots=True)
class OwnCame:
    own: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class OwnFailed:
    pass


@dataclass(frozen=True, slots=True)
class OwnAsked:
    """Look again for what the person here began."""


@dataclass(frozen=True, slots=True)
class OwnChosen:
    case_id: str


@dataclass(frozen=True, slots=True)
class CaseCame:
    item_name: str
    pages: int
    on_their_way: int


@dataclass(frozen=True, slots=True)
class CaseIsNotForHere:
    reason: Text


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class GoOnAsked:
    pass


@dataclass(frozen=True, slots=True)
class AnewAsked:
    """Without what was kept."""


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = (
    CodeTyped | CodeRead | TypingDone | OwnCame | OwnFailed | OwnAsked | OwnChosen | CaseCame | CaseIsNotForHere
    | Failed | GoOnAsked | AnewAsked | LeaveAsked
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskOwn:
    case_id: str


@dataclass(frozen=True, slots=True)
class ListOwn:
    pass


@dataclass(frozen=True, slots=True)
class GoOn:
    pass


@dataclass(frozen=True, slots=True)
class BeginAnew:
    pass


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Ask | AskOwn | ListOwn | GoOn | BeginAnew | Leave


def _typed(state: Typing, event: CodeTyped) -> Step[State, Effect]:
    return Step(replace(state, typed=event.typed, failure=None))


def _read(state: Typing, event: CodeRead) -> Step[State, Effect]:
    return _looked_at(event.words, state.own)


def _done(state: Typing, _event: TypingDone) -> Step[State, Effect]:
    return _looked_at(state.typed, state.own)


def _looked_at(typed: str, own: tuple[Own, ...]) -> Step[State, Effect]:
    try:
        return Step(Asking(typed, own), (Ask(read_code(typed)),))
    except Failure as failure:
        return Step(Typing(typed, failure.code, own))


def _own_came(state: Typing, event: OwnCame) -> Step[State, Effect]:
    return Step(replace(state, own=event.own, own_unknown=False))


def _own_failed(state: Typing, _event: OwnFailed) -> Step[State, Effect]:
    return Step(replace(state, own_unknown=True))


def _own_asked(state: Typing, _event: OwnAsked) -> Step[State, Effect]:
    return Step(replace(state, own_unknown=False), (ListOwn(),))


def _own_chosen(state: Typing, event: OwnChosen) -> Step[State, Effect]:
    if event.case_id not in {one.case_id for one in state.own}:
        return Step(state)
    return Step(Asking("", state.own), (AskOwn(event.case_id),))


def _looked_back(state: LookingBack, event: OwnCame) -> Step[State, Effect]:
    return Step(Kept(event.own[0])) if event.own else Step(state, (BeginAnew(),))


def _not_known_back(_state: LookingBack, _event: OwnFailed) -> Step[State, Effect]:
    return Step(KeptUnknown())


def _look_back_again(_state: KeptUnknown, _event: OwnAsked) -> Step[State, Effect]:
    return Step(LookingBack(), (ListOwn(),))


def _kept_wanted(state: Kept, _event: GoOnAsked) -> Step[State, Effect]:
    return Step(Asking("", kept=state.own), (AskOwn(state.own.case_id),))


def _anew(state: Kept | KeptUnknown | NotHere, _event: AnewAsked) -> Step[State, Effect]:
    return Step(state, () if isinstance(state, NotHere) and not state.may_begin else (BeginAnew(),))


def _came(state: Asking, event: CaseCame) -> Step[State, Effect]:
    """Who chose the earlier answer is asked nothing more, unless pages of it are lacking."""
    at_once = state.kept is not None and not event.on_their_way
    return Step(Found(event.item_name, event.pages, event.on_their_way), (GoOn(),) if at_once else ())


def _not_for_here(state: Asking, event: CaseIsNotForHere) -> Step[State, Effect]:
    return Step(NotHere(event.reason, may_begin=state.kept is not None))


def _failed(state: Asking, event: Failed) -> Step[State, Effect]:
    if state.kept is not None:
        return Step(Kept(state.kept, event.failure))
    return Step(Typing(state.typed, event.failure, state.own))


def _go_on(state: Found, _event: GoOnAsked) -> Step[State, Effect]:
    return Step(state, (GoOn(),))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (NotProven, LeaveAsked): _leave,
    (LookingBack, OwnCame): _looked_back,
    (LookingBack, OwnFailed): _not_known_back,
    (LookingBack, LeaveAsked): _leave,
    (Kept, GoOnAsked): _kept_wanted,
    (Kept, AnewAsked): _anew,
    (Kept, LeaveAsked): _leave,
    (KeptUnknown, OwnAsked): _look_back_again,
    (KeptUnknown, AnewAsked): _anew,
    (KeptUnknown, LeaveAsked): _leave,
    (Typing, CodeTyped): _typed,
    (Typing, CodeRead): _read,
    (Typing, TypingDone): _done,
    (Typing, OwnCame): _own_came,
    (Typing, OwnFailed): _own_failed,
    (Typing, OwnAsked): _own_asked,
    (Typing, OwnChosen): _own_chosen,
    (Typing, LeaveAsked): _leave,
    (Asking, CaseCame): _came,
    (Asking, CaseIsNotForHere): _not_for_here,
    (Asking, Failed): _failed,
    (Asking, LeaveAsked): _leave,
    (Found, GoOnAsked): _go_on,
    (Found, LeaveAsked): _leave,
    (NotHere, AnewAsked): _anew,
    (NotHere, LeaveAsked): _leave,
}
