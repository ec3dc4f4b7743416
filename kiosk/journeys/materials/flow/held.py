"""What the government holds already: e-licences, and papers handed in before. Nothing is taken without a touch that
says so."""

from dataclasses import dataclass
from typing import Any, Literal

from domain.failures import FailureCode
from domain.flow.machine import Step
from kiosk.journeys.materials.flow.pile import (
    CancelAsked,
    Checklist,
    Choosing,
    FinishAsked,
    Keeping,
    LookForWays,
    Picture,
    Pile,
    Rows,
    keep_all,
)


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """``licence``: a copy is made of it now. ``paper``: pages of an earlier case."""

    kind: Literal["licence", "paper"]
    id: str
    name: str
    issuer: str
    """Of a licence; of a paper the matter it was handed in for."""
    day: str
    """ISO date: issued, or handed in."""
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Looking:
    pile: Pile
    material_id: str


@dataclass(frozen=True, slots=True)
class HeldShown:
    pile: Pile
    material_id: str
    papers: tuple[HeldPaper, ...]


@dataclass(frozen=True, slots=True)
class Fetching:
    """Consent was given: it is on its way."""

    pile: Pile
    material_id: str
    paper: HeldPaper


@dataclass(frozen=True, slots=True)
class HeldCame:
    papers: tuple[HeldPaper, ...]


@dataclass(frozen=True, slots=True)
class HeldFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class HeldAgreed:
    """The citizen agrees that this one is taken for this case."""

    paper: HeldPaper


@dataclass(frozen=True, slots=True)
class HeldPagesCame:
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class LookUpHeld:
    material_id: str


@dataclass(frozen=True, slots=True)
class FetchHeld:
    paper: HeldPaper


def _came(state: Looking, event: HeldCame) -> Step[Any, Any]:
    return Step(HeldShown(state.pile, state.material_id, event.papers))


def _failed(state: Looking | Fetching, event: HeldFailed) -> Step[Any, Any]:
    back = Choosing(state.pile, state.material_id, failure=event.failure)
    return Step(back, (LookForWays(state.material_id),))


def _agreed(state: HeldShown, event: HeldAgreed) -> Step[Any, Any]:
    if event.paper not in state.papers:
        return Step(state)
    return Step(Fetching(state.pile, state.material_id, event.paper), (FetchHeld(event.paper),))


def _pages(state: Fetching, event: HeldPagesCame) -> Step[Any, Any]:
    keep = keep_all(state.pile, state.material_id, event.pictures, "held")
    return Step(Keeping(state.pile, state.material_id, len(event.pictures)), keep)


def _back(state: Looking | HeldShown | Fetching, _event: FinishAsked) -> Step[Any, Any]:
    return Step(Choosing(state.pile, state.material_id), (LookForWays(state.material_id),))


def _cancel(state: Looking | HeldShown | Fetching, _event: CancelAsked) -> Step[Any, Any]:
    return Step(Checklist(state.pile))


HELD_ROWS: Rows = {
    (Looking, HeldCame): _came,
    (Looking, HeldFailed): _failed,
    (Looking, FinishAsked): _back,
    (Looking, CancelAsked): _cancel,
    (HeldShown, HeldAgreed): _agreed,
    (HeldShown, FinishAsked): _back,
    (HeldShown, CancelAsked): _cancel,
    (Fetching, HeldPagesCame): _pages,
    (Fetching, HeldFailed): _failed,
    (Fetching, FinishAsked): _back,
    (Fetching, CancelAsked): _cancel,
}
