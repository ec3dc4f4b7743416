"""Paper through the scanner, and the list with the way on."""

from dataclasses import dataclass, replace
from typing import Any

from domain.failures import FailureCode
from domain.flow.machine import Step
from kiosk.journeys.materials.flow.pile import (
    CancelAsked,
    CancelScan,
    Checklist,
    DeleteAsked,
    DropPage,
    FeedEnded,
    FeedFailed,
    FinishAsked,
    KeepFailed,
    KeepPage,
    Page,
    PageKept,
    Picture,
    Pile,
    Rows,
    SideArrived,
    StartScan,
)


@dataclass(frozen=True, slots=True)
class PutPaper:
    pile: Pile
    material_id: str
    paper_loaded: bool | None = None


@dataclass(frozen=True, slots=True)
class Feeding:
    pile: Pile
    material_id: str
    job_id: str
    arrived: int = 0
    """Sides that came from the scanner, empty ones included."""
    unkept: int = 0
    """Sides handed to the outbox and not yet safe."""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Fed:
    """All sheets are through and every page is safe."""

    pile: Pile
    material_id: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The scanner or the store gave up; pages that are safe stay."""

    pile: Pile
    material_id: str
    failure: FailureCode
    job_id: str = ""
    unkept: int = 0


@dataclass(frozen=True, slots=True)
class PaperSeen:
    loaded: bool | None


@dataclass(frozen=True, slots=True)
class StartAsked:
    job_id: str


@dataclass(frozen=True, slots=True)
class ContinueAsked:
    pass


@dataclass(frozen=True, slots=True)
class LookAtFeeder:
    """Ask the scanner whether paper lies in it."""


@dataclass(frozen=True, slots=True)
class PagesReady:
    pages: tuple[Page, ...]


def _paper(state: PutPaper, event: PaperSeen) -> Step[Any, Any]:
    return Step(replace(state, paper_loaded=event.loaded))


def _start(state: PutPaper | Fed | Stopped, event: StartAsked) -> Step[Any, Any]:
    if isinstance(state, Stopped) and state.unkept:
        return Step(state)
    return Step(Feeding(state.pile, state.material_id, event.job_id), (StartScan(event.job_id),))


def _side(state: Feeding | Stopped, event: SideArrived) -> Step[Any, Any]:
    """Sides of a job that was given up earlier are left alone."""
    if event.job_id != state.job_id:
        return Step(state)
    if event.blank:
        return Step(_count(replace(state, pile=replace(state.pile, blanks=state.pile.blanks + 1))))
    number = len(state.pile.of(state.material_id)) + state.unkept + 1
    keep = KeepPage(state.material_id, number, Picture(event.media_type, event.data))
    return Step(_count(replace(state, unkept=state.unkept + 1)), (keep,))


def _count(state: Feeding | Stopped) -> Any:
    return replace(state, arrived=state.arrived + 1) if isinstance(state, Feeding) else state


def _kept(state: Feeding | Stopped, event: PageKept) -> Step[Any, Any]:
    pile = replace(state.pile, pages=(*state.pile.pages, event.page))
    return Step(_settled(replace(state, pile=pile, unkept=max(0, state.unkept - 1))))


def _kept_late(state: Checklist | PutPaper | Fed, event: PageKept) -> Step[Any, Any]:
    """The citizen left while a page was still on its way to the disk: it is safe now, so it is shown."""
    return Step(replace(state, pile=replace(state.pile, pages=(*state.pile.pages, event.page))))


def _settled(state: Feeding | Stopped) -> Any:
    done = isinstance(state, Feeding) and state.ended and state.unkept == 0
    return Fed(state.pile, state.material_id) if done else state


def _keep_failed(state: Feeding | Stopped, event: KeepFailed) -> Step[Any, Any]:
    stopped = Stopped(state.pile, state.material_id, event.failure, unkept=max(0, state.unkept - 1))
    return Step(stopped, (CancelScan(),) if isinstance(state, Feeding) else ())


def _ended(state: Feeding, event: FeedEnded) -> Step[Any, Any]:
    return Step(_settled(replace(state, ended=True)) if event.job_id == state.job_id else state)


def _feed_failed(state: Feeding, event: FeedFailed) -> Step[Any, Any]:
    if event.job_id != state.job_id:
        return Step(state)
    return Step(Stopped(state.pile, state.material_id, event.failure, state.job_id, state.unkept))


def _cancel(state: Feeding, _event: CancelAsked) -> Step[Any, Any]:
    return Step(Checklist(state.pile), (CancelScan(),))


def _leave(state: PutPaper | Fed | Stopped, _event: FinishAsked | CancelAsked) -> Step[Any, Any]:
    return Step(Checklist(state.pile))


def _delete(state: Checklist | Fed | Stopped, event: DeleteAsked) -> Step[Any, Any]:
    pages = tuple(page for page in state.pile.pages if page.kept.sealed_digest != event.sealed_digest)
    if len(pages) == len(state.pile.pages):
        return Step(state)
    return Step(replace(state, pile=replace(state.pile, pages=pages)), (DropPage(event.sealed_digest),))


def _continue(state: Checklist, _event: ContinueAsked) -> Step[Any, Any]:
    return Step(state) if state.pile.missing else Step(state, (PagesReady(state.pile.pages),))


FEEDER_ROWS: Rows = {
    (Checklist, DeleteAsked): _delete,
    (Checklist, ContinueAsked): _continue,
    (Checklist, PageKept): _kept_late,
    (PutPaper, PaperSeen): _paper,
    (PutPaper, StartAsked): _start,
    (PutPaper, CancelAsked): _leave,
    (PutPaper, PageKept): _kept_late,
    (Feeding, SideArrived): _side,
    (Feeding, PageKept): _kept,
    (Feeding, KeepFailed): _keep_failed,
    (Feeding, FeedEnded): _ended,
    (Feeding, FeedFailed): _feed_failed,
    (Feeding, CancelAsked): _cancel,
    (Fed, StartAsked): _start,
    (Fed, DeleteAsked): _delete,
    (Fed, FinishAsked): _leave,
    (Fed, PageKept): _kept_late,
    (Stopped, SideArrived): _side,
    (Stopped, PageKept): _kept,
    (Stopped, KeepFailed): _keep_failed,
    (Stopped, StartAsked): _start,
    (Stopped, DeleteAsked): _delete,
    (Stopped, FinishAsked): _leave,
    (Stopped, CancelAsked): _leave,
}
