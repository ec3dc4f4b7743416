"""From the list to the scanner and back. A page counts only when the outbox has it on the disk."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from domain.catalogue.model import Material
from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from offline_queue.outbox import KeptPage


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is safe, with a small picture of it for the screen."""

    kept: KeptPage
    thumbnail: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Pile:
    """What is wanted and what is there."""

    materials: tuple[Material, ...]
    pages: tuple[Page, ...] = ()
    blanks: int = 0
    """Empty backs dropped so far; the citizen is told."""

    def of(self, material_id: str) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.kept.material_id == material_id)

    @property
    def missing(self) -> tuple[Material, ...]:
        """Required and without a page."""
        return tuple(m for m in self.materials if m.to_scan and m.necessity == "required" and not self.of(m.id))


@dataclass(frozen=True, slots=True)
class Checklist:
    pile: Pile


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


State: TypeAlias = Checklist | PutPaper | Feeding | Fed | Stopped


@dataclass(frozen=True, slots=True)
class ScanChosen:
    material_id: str


@dataclass(frozen=True, slots=True)
class PaperSeen:
    loaded: bool | None


@dataclass(frozen=True, slots=True)
class StartAsked:
    job_id: str


@dataclass(frozen=True, slots=True)
class SideArrived:
    job_id: str
    blank: bool
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PageKept:
    page: Page


@dataclass(frozen=True, slots=True)
class KeepFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class FeedEnded:
    job_id: str


@dataclass(frozen=True, slots=True)
class FeedFailed:
    job_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class CancelAsked:
    pass


@dataclass(frozen=True, slots=True)
class DeleteAsked:
    sealed_digest: str


@dataclass(frozen=True, slots=True)
class FinishAsked:
    """Done with this material: back to the list."""


@dataclass(frozen=True, slots=True)
class ContinueAsked:
    pass


Event: TypeAlias = (
    ScanChosen
    | PaperSeen
    | StartAsked
    | SideArrived
    | PageKept
    | KeepFailed
    | FeedEnded
    | FeedFailed
    | CancelAsked
    | DeleteAsked
    | FinishAsked
    | ContinueAsked
)


@dataclass(frozen=True, slots=True)
class LookAtFeeder:
    """Ask the scanner whether paper lies in it."""


@dataclass(frozen=True, slots=True)
class StartScan:
    job_id: str


@dataclass(frozen=True, slots=True)
class CancelScan:
    pass


@dataclass(frozen=True, slots=True)
class KeepPage:
    material_id: str
    page_no: int
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DropPage:
    sealed_digest: str


@dataclass(frozen=True, slots=True)
class PagesReady:
    pages: tuple[Page, ...]


Effect: TypeAlias = LookAtFeeder | StartScan | CancelScan | KeepPage | DropPage | PagesReady


def _choose(state: State, event: ScanChosen) -> Step[State, Effect]:
    wanted = any(m.id == event.material_id and m.to_scan for m in state.pile.materials)
    return Step(PutPaper(state.pile, event.material_id), (LookAtFeeder(),)) if wanted else Step(state)


def _paper(state: PutPaper, event: PaperSeen) -> Step[State, Effect]:
    return Step(replace(state, paper_loaded=event.loaded))


def _start(state: PutPaper | Fed | Stopped, event: StartAsked) -> Step[State, Effect]:
    if isinstance(state, Stopped) and state.unkept:
        return Step(state)
    return Step(Feeding(state.pile, state.material_id, event.job_id), (StartScan(event.job_id),))


def _side(state: Feeding | Stopped, event: SideArrived) -> Step[State, Effect]:
    """Sides of a job that was given up earlier are left alone."""
    if event.job_id != state.job_id:
        return Step(state)
    if event.blank:
        return Step(_count(replace(state, pile=replace(state.pile, blanks=state.pile.blanks + 1))))
    number = len(state.pile.of(state.material_id)) + state.unkept + 1
    keep = KeepPage(state.material_id, number, event.media_type, event.data)
    return Step(_count(replace(state, unkept=state.unkept + 1)), (keep,))


def _count(state: Feeding | Stopped) -> State:
    return replace(state, arrived=state.arrived + 1) if isinstance(state, Feeding) else state


def _kept(state: Feeding | Stopped, event: PageKept) -> Step[State, Effect]:
    pile = replace(state.pile, pages=(*state.pile.pages, event.page))
    return Step(_settled(replace(state, pile=pile, unkept=max(0, state.unkept - 1))))


def _kept_late(state: Checklist | PutPaper | Fed, event: PageKept) -> Step[State, Effect]:
    """The citizen left while a page was still on its way to the disk: it is safe now, so it is shown."""
    return Step(replace(state, pile=replace(state.pile, pages=(*state.pile.pages, event.page))))


def _settled(state: Feeding | Stopped) -> State:
    done = isinstance(state, Feeding) and state.ended and state.unkept == 0
    return Fed(state.pile, state.material_id) if done else state


def _keep_failed(state: Feeding | Stopped, event: KeepFailed) -> Step[State, Effect]:
    stopped = Stopped(state.pile, state.material_id, event.failure, unkept=max(0, state.unkept - 1))
    return Step(stopped, (CancelScan(),) if isinstance(state, Feeding) else ())


def _ended(state: Feeding, event: FeedEnded) -> Step[State, Effect]:
    return Step(_settled(replace(state, ended=True)) if event.job_id == state.job_id else state)


def _feed_failed(state: Feeding, event: FeedFailed) -> Step[State, Effect]:
    if event.job_id != state.job_id:
        return Step(state)
    return Step(Stopped(state.pile, state.material_id, event.failure, state.job_id, state.unkept))


def _cancel(state: Feeding, _event: CancelAsked) -> Step[State, Effect]:
    return Step(Checklist(state.pile), (CancelScan(),))


def _leave(state: PutPaper | Fed | Stopped, _event: FinishAsked | CancelAsked) -> Step[State, Effect]:
    return Step(Checklist(state.pile))


def _delete(state: Checklist | Fed | Stopped, event: DeleteAsked) -> Step[State, Effect]:
    pages = tuple(page for page in state.pile.pages if page.kept.sealed_digest != event.sealed_digest)
    if len(pages) == len(state.pile.pages):
        return Step(state)
    return Step(replace(state, pile=replace(state.pile, pages=pages)), (DropPage(event.sealed_digest),))


def _continue(state: Checklist, _event: ContinueAsked) -> Step[State, Effect]:
    return Step(state) if state.pile.missing else Step(state, (PagesReady(state.pile.pages),))


TABLE: Table[State, Effect] = {
    (Checklist, ScanChosen): _choose,
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
