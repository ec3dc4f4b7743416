"""What is wanted and what is there, and what every way of bringing a page shares."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from domain.catalogue.model import Material
from domain.contract.submission import TrustGrade
from domain.failures import FailureCode
from domain.flow.machine import Step
from domain.text import Text
from offline_queue.outbox import KeptPage

Rows: TypeAlias = dict[tuple[object, object], Callable[[Any, Any], Step[Any, Any]]]
"""A part of the journey's table."""
WayName: TypeAlias = Literal["scanner", "camera", "stick", "phone", "held"]
"""``held``: the government has it already, as an e-licence or from an earlier case."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is safe, with a small picture of it for the screen."""

    kept: KeptPage
    thumbnail: bytes = field(repr=False, default=b"")
    way: WayName = "scanner"


@dataclass(frozen=True, slots=True)
class Pile:
    """What is wanted and what is there."""

    materials: tuple[Material, ...]
    pages: tuple[Page, ...] = ()
    blanks: int = 0
    """Empty backs dropped so far; the citizen is told."""

    def of(self, material_id: str) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.kept.material_id == material_id)

    def with_page(self, page: Page) -> "Pile":
        return replace(self, pages=(*self.pages, page))

    def name(self, material_id: str) -> str:
        return next((material.name for material in self.materials if material.id == material_id), "")

    @property
    def missing(self) -> tuple[Material, ...]:
        """Required and without a page."""
        return tuple(m for m in self.materials if m.to_scan and m.necessity == "required" and not self.of(m.id))


@dataclass(frozen=True, slots=True)
class Way:
    """A way to bring a page, here and now."""

    name: WayName
    reason: Text | None = None
    """Why not; ``None``: it can be used."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that is not kept yet."""

    media_type: str
    data: bytes = field(repr=False)
    grade: TrustGrade = "C"


@dataclass(frozen=True, slots=True)
class Checklist:
    pile: Pile


@dataclass(frozen=True, slots=True)
class Choosing:
    """How this material is to be brought; its pages so far."""

    pile: Pile
    material_id: str
    ways: tuple[Way, ...] = ()
    failure: FailureCode | None = None
    """Of the way tried last."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Pages that were taken are on their way to the disk."""

    pile: Pile
    material_id: str
    unkept: int


@dataclass(frozen=True, slots=True)
class PageKept:
    page: Page


@dataclass(frozen=True, slots=True)
class KeepFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class SideArrived:
    job_id: str
    blank: bool
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FeedEnded:
    job_id: str


@dataclass(frozen=True, slots=True)
class FeedFailed:
    job_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """Back to the list, whatever is under way."""


@dataclass(frozen=True, slots=True)
class FinishAsked:
    """Done with this material: back to the list."""


@dataclass(frozen=True, slots=True)
class DeleteAsked:
    sealed_digest: str


@dataclass(frozen=True, slots=True)
class LookForWays:
    """Ask which ways there are now for this material."""

    material_id: str


@dataclass(frozen=True, slots=True)
class StartScan:
    job_id: str
    way: WayName = "scanner"


@dataclass(frozen=True, slots=True)
class CancelScan:
    pass


@dataclass(frozen=True, slots=True)
class KeepPage:
    material_id: str
    page_no: int
    picture: Picture
    way: WayName = "scanner"


@dataclass(frozen=True, slots=True)
class DropPage:
    sealed_digest: str


def keep_all(pile: Pile, material_id: str, pictures: tuple[Picture, ...], way: WayName) -> tuple[KeepPage, ...]:
    """In their order, after the pages that are there."""
    first = len(pile.of(material_id)) + 1
    return tuple(KeepPage(material_id, first + at, picture, way) for at, picture in enumerate(pictures))


def kept_late(state: Any, event: PageKept) -> Step[Any, Any]:
    """The citizen went on while a page was still on its way to the disk: it is safe now, so it is there."""
    return Step(replace(state, pile=state.pile.with_page(event.page)))
