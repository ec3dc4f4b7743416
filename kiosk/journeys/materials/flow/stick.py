"""Files of a USB stick: read whole, shown small, and only what is chosen is kept."""

from dataclasses import dataclass, replace
from typing import Any

from domain.failures import FailureCode
from domain.flow.machine import Step
from kiosk.journeys.materials.flow.pile import (
    CancelAsked,
    CancelScan,
    Checklist,
    Choosing,
    FeedEnded,
    FeedFailed,
    FinishAsked,
    Keeping,
    LookForWays,
    Picture,
    Pile,
    Rows,
    SideArrived,
    keep_all,
)

MOST_FOUND = 40
"""Pages held in memory until some are chosen; the rest is left on the stick, and the citizen is told."""


@dataclass(frozen=True, slots=True)
class Found:
    picture: Picture
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    pile: Pile
    material_id: str
    job_id: str
    found: tuple[Found, ...] = ()
    coming: int = 0
    """Pages read whose small picture is still being made."""
    ended: bool = False
    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Picking:
    pile: Pile
    material_id: str
    found: tuple[Found, ...]
    chosen: frozenset[int] = frozenset()
    """Places in ``found``, from 0."""
    failure: FailureCode | None = None
    """A file could not be read; what came before it is here."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The small picture of a page that was read."""

    found: Found


@dataclass(frozen=True, slots=True)
class Picked:
    """Chosen, or no longer."""

    at: int


@dataclass(frozen=True, slots=True)
class TakeAsked:
    pass


@dataclass(frozen=True, slots=True)
class Shrink:
    """Make the small picture of a page that is not kept yet."""

    picture: Picture


def _arrived(state: Reading, event: SideArrived) -> Step[Any, Any]:
    full = len(state.found) + state.coming >= MOST_FOUND
    if event.job_id != state.job_id or event.blank or full:
        return Step(state)
    return Step(replace(state, coming=state.coming + 1), (Shrink(Picture(event.media_type, event.data)),))


def _shrunk(state: Reading, event: Shrunk) -> Step[Any, Any]:
    return Step(_settled(replace(state, found=(*state.found, event.found), coming=max(0, state.coming - 1))))


def _ended(state: Reading, event: FeedEnded) -> Step[Any, Any]:
    return Step(_settled(replace(state, ended=True)) if event.job_id == state.job_id else state)


def _failed(state: Reading, event: FeedFailed) -> Step[Any, Any]:
    """Without any page there is nothing to choose: back to the ways, with the reason."""
    if event.job_id != state.job_id:
        return Step(state)
    if not state.found and not state.coming:
        back = Choosing(state.pile, state.material_id, failure=event.failure)
        return Step(back, (LookForWays(state.material_id),))
    return Step(_settled(replace(state, ended=True, failure=event.failure)))


def _settled(state: Reading) -> Reading | Picking:
    whole = state.ended and state.coming == 0
    return Picking(state.pile, state.material_id, state.found, failure=state.failure) if whole else state


def _picked(state: Picking, event: Picked) -> Step[Any, Any]:
    return Step(replace(state, chosen=state.chosen ^ {event.at} if event.at < len(state.found) else state.chosen))


def _take(state: Picking, _event: TakeAsked) -> Step[Any, Any]:
    pictures = tuple(state.found[at].picture for at in sorted(state.chosen))
    if not pictures:
        return Step(state)
    keep = keep_all(state.pile, state.material_id, pictures, "stick")
    return Step(Keeping(state.pile, state.material_id, len(pictures)), keep)


def _back(state: Picking, _event: FinishAsked) -> Step[Any, Any]:
    return Step(Choosing(state.pile, state.material_id), (LookForWays(state.material_id),))


def _cancel(state: Reading | Picking, _event: CancelAsked) -> Step[Any, Any]:
    return Step(Checklist(state.pile), (CancelScan(),) if isinstance(state, Reading) else ())


STICK_ROWS: Rows = {
    (Reading, SideArrived): _arrived,
    (Reading, Shrunk): _shrunk,
    (Reading, FeedEnded): _ended,
    (Reading, FeedFailed): _failed,
    (Reading, CancelAsked): _cancel,
    (Picking, Picked): _picked,
    (Picking, TakeAsked): _take,
    (Picking, FinishAsked): _back,
    (Picking, CancelAsked): _cancel,
}
