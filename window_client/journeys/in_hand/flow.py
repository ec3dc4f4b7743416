"""The list of work in hand; a colleague's is taken over only after a second word."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.text import Text


@dataclass(frozen=True, slots=True)
class Draft:
    """A person at the counter who was laid aside, or whose window ended."""

    id: str
    clerk: str
    """As the header shows them."""
    is_mine: bool
    applicant: str = field(repr=False)
    items: tuple[str, ...]
    pages: int
    begun_at: datetime
    changed_at: datetime
    missing: tuple[Text, ...]
    """What hinders the hand-in, the first first; empty: it only has to be handed in."""


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number of the hall's queue this window put on hold (挂起)."""

    number: str
    taken_at: datetime

    @property
    def id(self) -> str:
        return self.number


Work: TypeAlias = Draft | HeldNumber


@dataclass(frozen=True, slots=True)
class View:
    works: tuple[Work, ...] | None = None
    """``None``: not looked yet."""
    selected: str = ""
    trouble: FailureCode | None = None

    def chosen(self) -> Work | None:
        return next((work for work in self.works or () if work.id == self.selected), None)


@dataclass(frozen=True, slots=True)
class Listing:
    view: View = View()


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether the draft of somebody else is really to be taken over."""

    view: View
    draft: Draft


@dataclass(frozen=True, slots=True)
class Taking:
    view: View


State: TypeAlias = Listing | Asking | Taking


@dataclass(frozen=True, slots=True)
class LookAsked:
    pass


@dataclass(frozen=True, slots=True)
class Arrived:
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Selected:
    id: str


@dataclass(frozen=True, slots=True)
class OpenAsked:
    """Again while it is asked: yes."""


@dataclass(frozen=True, slots=True)
class Taken:
    draft_id: str


@dataclass(frozen=True, slots=True)
class Gone:
    """It was handed in or given up meanwhile."""


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


Event: TypeAlias = LookAsked | Arrived | Failed | Selected | OpenAsked | Taken | Gone | BackAsked


@dataclass(frozen=True, slots=True)
class Look:
    pass


@dataclass(frozen=True, slots=True)
class Take:
    """Make it this clerk's, if it is not yet."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class Open:
    draft_id: str


@dataclass(frozen=True, slots=True)
class Call:
    number: str


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Look | Take | Open | Call | Leave
Next = Step[State, Effect]


def _look(state: State, _event: LookAsked) -> Next:
    return Step(state, (Look(),))


def _arrived(state: Listing, event: Arrived) -> Next:
    """The selection stays with its row."""
    ids = [work.id for work in event.works]
    selected = state.view.selected if state.view.selected in ids else next(iter(ids), "")
    return Step(Listing(View(event.works, selected)))


def _selected(state: Listing, event: Selected) -> Next:
    return Step(Listing(replace(state.view, selected=event.id)))


def _open(state: Listing, _event: OpenAsked) -> Next:
    match state.view.chosen():
        case Draft(is_mine=True) as mine:
            return Step(Taking(state.view), (Take(mine.id),))
        case Draft() as other:
            return Step(Asking(state.view, other))
        case HeldNumber(number):
            return Step(state, (Call(number), Leave()))
        case None:
            return Step(state)


def _yes(state: Asking, _event: OpenAsked) -> Next:
    return Step(Taking(state.view), (Take(state.draft.id),))


def _no(state: Asking, _event: BackAsked) -> Next:
    return Step(Listing(state.view))


def _taken(state: Taking, event: Taken) -> Next:
    return Step(Listing(state.view), (Open(event.draft_id),))


def _gone(state: Taking, _event: Gone) -> Next:
    return Step(Listing(state.view), (Look(),))


def _failed(state: Listing | Taking, event: Failed) -> Next:
    return Step(Listing(replace(state.view, trouble=event.failure)))


def _leave(_state: Listing, _event: BackAsked) -> Next:
    return Step(Listing(), (Leave(),))


def _stay(state: State, _event: Event) -> Next:
    return Step(state)


_late: Callable[[State, Event], Next] = _stay
"""A look that comes back while something else is under way."""
TABLE: Table[State, Effect] = {
    (Listing, LookAsked): _look,
    (Listing, Arrived): _arrived,
    (Listing, Failed): _failed,
    (Listing, Selected): _selected,
    (Listing, OpenAsked): _open,
    (Listing, BackAsked): _leave,
    (Asking, Arrived): _late,
    (Asking, Failed): _late,
    (Asking, OpenAsked): _yes,
    (Asking, BackAsked): _no,
    (Taking, Arrived): _late,
    (Taking, Taken): _taken,
    (Taking, Gone): _gone,
    (Taking, Failed): _failed,
}
