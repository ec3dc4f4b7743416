"""The document camera (高拍仪): aim, take, be told what is wrong before the page is kept."""

from dataclasses import dataclass, replace
from typing import Any

from devices.events import PageFault
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
    KeepFailed,
    LookForWays,
    PageKept,
    Picture,
    Pile,
    Rows,
    SideArrived,
    StartScan,
    keep_all,
)


@dataclass(frozen=True, slots=True)
class Aiming:
    """The live picture, with what would be wrong with a page taken now."""

    pile: Pile
    material_id: str
    faults: tuple[PageFault, ...] = ()
    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Shooting:
    """Taken, judged, kept: the citizen holds still."""

    pile: Pile
    material_id: str
    job_id: str
    shot: Picture | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Not kept: something is wrong with it. To be taken again, or kept all the same."""

    pile: Pile
    material_id: str
    shot: Picture
    faults: tuple[PageFault, ...]


@dataclass(frozen=True, slots=True)
class FrameSeen:
    """What would be wrong has changed."""

    faults: tuple[PageFault, ...]


@dataclass(frozen=True, slots=True)
class CameraLost:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ShotAsked:
    job_id: str


@dataclass(frozen=True, slots=True)
class Judged:
    faults: tuple[PageFault, ...]


@dataclass(frozen=True, slots=True)
class RetakeAsked:
    pass


@dataclass(frozen=True, slots=True)
class KeepAnyway:
    pass


@dataclass(frozen=True, slots=True)
class OpenCamera:
    pass


@dataclass(frozen=True, slots=True)
class CloseCamera:
    pass


@dataclass(frozen=True, slots=True)
class Judge:
    picture: Picture


def _seen(state: Aiming, event: FrameSeen) -> Step[Any, Any]:
    return Step(replace(state, faults=event.faults, failure=None))


def _lost(state: Aiming, event: CameraLost) -> Step[Any, Any]:
    return Step(replace(state, failure=event.failure))


def _shoot(state: Aiming, event: ShotAsked) -> Step[Any, Any]:
    return Step(Shooting(state.pile, state.material_id, event.job_id), (StartScan(event.job_id, "camera"),))


def _arrived(state: Shooting, event: SideArrived) -> Step[Any, Any]:
    if event.job_id != state.job_id:
        return Step(state)
    shot = Picture(event.media_type, event.data)
    return Step(replace(state, shot=shot), (Judge(shot),))


def _judged(state: Shooting, event: Judged) -> Step[Any, Any]:
    if state.shot is None:
        return Step(state)
    if event.faults:
        return Step(Doubtful(state.pile, state.material_id, state.shot, event.faults))
    return Step(state, keep_all(state.pile, state.material_id, (state.shot,), "camera"))


def _keep_anyway(state: Doubtful, _event: KeepAnyway) -> Step[Any, Any]:
    keep = keep_all(state.pile, state.material_id, (state.shot,), "camera")
    return Step(Shooting(state.pile, state.material_id, "", state.shot), keep)


def _retake(state: Doubtful, _event: RetakeAsked) -> Step[Any, Any]:
    return Step(Aiming(state.pile, state.material_id), (OpenCamera(),))


def _kept(state: Shooting, event: PageKept) -> Step[Any, Any]:
    return Step(Aiming(state.pile.with_page(event.page), state.material_id), (OpenCamera(),))


def _kept_late(state: Aiming | Doubtful, event: PageKept) -> Step[Any, Any]:
    return Step(replace(state, pile=state.pile.with_page(event.page)))


def _not_kept(state: Shooting, event: KeepFailed | FeedFailed) -> Step[Any, Any]:
    if isinstance(event, FeedFailed) and event.job_id != state.job_id:
        return Step(state)
    return Step(Aiming(state.pile, state.material_id, failure=event.failure), (OpenCamera(),))


def _ended(state: Shooting, _event: FeedEnded) -> Step[Any, Any]:
    """The page came before: it is being judged."""
    return Step(state)


def _leave(state: Aiming | Doubtful, _event: FinishAsked) -> Step[Any, Any]:
    return Step(Choosing(state.pile, state.material_id), (CloseCamera(), LookForWays(state.material_id)))


def _cancel(state: Aiming | Shooting | Doubtful, _event: CancelAsked) -> Step[Any, Any]:
    stop = (CancelScan(),) if isinstance(state, Shooting) else ()
    return Step(Checklist(state.pile), (*stop, CloseCamera()))


CAMERA_ROWS: Rows = {
    (Aiming, FrameSeen): _seen,
    (Aiming, CameraLost): _lost,
    (Aiming, ShotAsked): _shoot,
    (Aiming, FinishAsked): _leave,
    (Aiming, CancelAsked): _cancel,
    (Aiming, PageKept): _kept_late,
    (Shooting, SideArrived): _arrived,
    (Shooting, Judged): _judged,
    (Shooting, PageKept): _kept,
    (Shooting, KeepFailed): _not_kept,
    (Shooting, FeedFailed): _not_kept,
    (Shooting, FeedEnded): _ended,
    (Shooting, CancelAsked): _cancel,
    (Doubtful, RetakeAsked): _retake,
    (Doubtful, KeepAnyway): _keep_anyway,
    (Doubtful, FinishAsked): _leave,
    (Doubtful, CancelAsked): _cancel,
    (Doubtful, PageKept): _kept_late,
}
