"""For one material: which way it comes, and back to that question after each."""

from dataclasses import dataclass, replace
from typing import Any

from domain.flow.machine import Step
from kiosk.journeys.materials.flow.camera import Aiming, OpenCamera
from kiosk.journeys.materials.flow.feeder import LookAtFeeder, PutPaper
from kiosk.journeys.materials.flow.held import Looking, LookUpHeld
from kiosk.journeys.materials.flow.phone import InvitePhone, Inviting
from kiosk.journeys.materials.flow.pile import (
    CancelAsked,
    Checklist,
    Choosing,
    DeleteAsked,
    DropPage,
    FinishAsked,
    KeepFailed,
    Keeping,
    LookForWays,
    PageKept,
    Rows,
    StartScan,
    Way,
    WayName,
)
from kiosk.journeys.materials.flow.stick import Reading


@dataclass(frozen=True, slots=True)
class ScanChosen:
    """This material is to be brought now."""

    material_id: str


@dataclass(frozen=True, slots=True)
class WaysSeen:
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class WayChosen:
    way: WayName
    job_id: str


def _choose(state: Checklist, event: ScanChosen) -> Step[Any, Any]:
    wanted = any(m.id == event.material_id and m.to_scan for m in state.pile.materials)
    return Step(Choosing(state.pile, event.material_id), (LookForWays(event.material_id),)) if wanted else Step(state)


def _seen(state: Choosing, event: WaysSeen) -> Step[Any, Any]:
    return Step(replace(state, ways=event.ways))


def _way(state: Choosing, event: WayChosen) -> Step[Any, Any]:
    pile, material_id = state.pile, state.material_id
    if not any(way.name == event.way and way.reason is None for way in state.ways):
        return Step(state)
    match event.way:
        case "scanner":
            return Step(PutPaper(pile, material_id), (LookAtFeeder(),))
        case "camera":
            return Step(Aiming(pile, material_id), (OpenCamera(),))
        case "stick":
            return Step(Reading(pile, material_id, event.job_id), (StartScan(event.job_id, "stick"),))
        case "phone":
            return Step(Inviting(pile, material_id), (InvitePhone(material_id),))
        case "held":
            return Step(Looking(pile, material_id), (LookUpHeld(material_id),))


def _delete(state: Choosing, event: DeleteAsked) -> Step[Any, Any]:
    pages = tuple(page for page in state.pile.pages if page.kept.sealed_digest != event.sealed_digest)
    if len(pages) == len(state.pile.pages):
        return Step(state)
    return Step(replace(state, pile=replace(state.pile, pages=pages)), (DropPage(event.sealed_digest),))


def _to_list(state: Choosing, _event: FinishAsked | CancelAsked) -> Step[Any, Any]:
    return Step(Checklist(state.pile))


def _kept(state: Keeping, event: PageKept) -> Step[Any, Any]:
    pile, left = state.pile.with_page(event.page), state.unkept - 1
    if left > 0:
        return Step(replace(state, pile=pile, unkept=left))
    return Step(Choosing(pile, state.material_id), (LookForWays(state.material_id),))


def _keep_failed(state: Keeping, event: KeepFailed) -> Step[Any, Any]:
    """The disk is what failed: the others of this turn will not fare better, those that do are shown."""
    return Step(Choosing(state.pile, state.material_id, failure=event.failure), (LookForWays(state.material_id),))


def _kept_late(state: Choosing, event: PageKept) -> Step[Any, Any]:
    return Step(replace(state, pile=state.pile.with_page(event.page)))


CHOOSING_ROWS: Rows = {
    (Checklist, ScanChosen): _choose,
    (Choosing, WaysSeen): _seen,
    (Choosing, WayChosen): _way,
    (Choosing, DeleteAsked): _delete,
    (Choosing, FinishAsked): _to_list,
    (Choosing, CancelAsked): _to_list,
    (Choosing, PageKept): _kept_late,
    (Keeping, PageKept): _kept,
    (Keeping, KeepFailed): _keep_failed,
}
