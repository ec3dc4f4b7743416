"""A phone sends its pictures: it scans a code, and what it sends arrives here, page by page."""

from dataclasses import dataclass, field, replace
from typing import Any

from domain.failures import FailureCode
from domain.flow.machine import Step
from kiosk.journeys.materials.flow.pile import (
    CancelAsked,
    Checklist,
    Choosing,
    FinishAsked,
    KeepFailed,
    LookForWays,
    PageKept,
    Picture,
    Pile,
    Rows,
    keep_all,
)


@dataclass(frozen=True, slots=True)
class Inviting:
    """Asking the platform for a page of its own for this phone."""

    pile: Pile
    material_id: str


@dataclass(frozen=True, slots=True)
class Listening:
    """The code is in sight; what arrives is kept at once."""

    pile: Pile
    material_id: str
    upload_id: str
    url: str = field(repr=False)
    unkept: int = 0
    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    upload_id: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class InviteFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class PhonePagesCame:
    """Of this upload, each page once."""

    upload_id: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class LookFailed:
    """One look at the platform went wrong; the next may not."""

    failure: FailureCode


@dataclass(frozen=True, slots=True)
class InvitePhone:
    material_id: str


@dataclass(frozen=True, slots=True)
class DismissPhone:
    """The code is good no longer; what was sent and not fetched is thrown away."""

    upload_id: str


def _invited(state: Inviting, event: Invited) -> Step[Any, Any]:
    return Step(Listening(state.pile, state.material_id, event.upload_id, event.url))


def _invited_late(state: Choosing | Checklist, event: Invited) -> Step[Any, Any]:
    """The citizen went back while the platform was asked."""
    return Step(state, (DismissPhone(event.upload_id),))


def _failed(state: Inviting, event: InviteFailed) -> Step[Any, Any]:
    back = Choosing(state.pile, state.material_id, failure=event.failure)
    return Step(back, (LookForWays(state.material_id),))


def _came(state: Listening, event: PhonePagesCame) -> Step[Any, Any]:
    if event.upload_id != state.upload_id:
        return Step(state)
    first = len(state.pile.of(state.material_id)) + state.unkept
    keep = keep_all(state.pile, state.material_id, event.pictures, "phone")
    numbered = tuple(replace(one, page_no=first + at) for at, one in enumerate(keep, 1))
    return Step(replace(state, unkept=state.unkept + len(keep), failure=None), numbered)


def _look_failed(state: Listening, event: LookFailed) -> Step[Any, Any]:
    return Step(replace(state, failure=event.failure))


def _kept(state: Listening, event: PageKept) -> Step[Any, Any]:
    return Step(replace(state, pile=state.pile.with_page(event.page), unkept=max(0, state.unkept - 1)))


def _keep_failed(state: Listening, event: KeepFailed) -> Step[Any, Any]:
    return Step(replace(state, failure=event.failure, unkept=max(0, state.unkept - 1)))


def _back(state: Inviting | Listening, _event: FinishAsked) -> Step[Any, Any]:
    return Step(Choosing(state.pile, state.material_id), (*_dismiss(state), LookForWays(state.material_id)))


def _cancel(state: Inviting | Listening, _event: CancelAsked) -> Step[Any, Any]:
    return Step(Checklist(state.pile), _dismiss(state))


def _dismiss(state: Inviting | Listening) -> tuple[DismissPhone, ...]:
    return (DismissPhone(state.upload_id),) if isinstance(state, Listening) else ()


PHONE_ROWS: Rows = {
    (Inviting, Invited): _invited,
    (Inviting, InviteFailed): _failed,
    (Inviting, FinishAsked): _back,
    (Inviting, CancelAsked): _cancel,
    (Choosing, Invited): _invited_late,
    (Checklist, Invited): _invited_late,
    (Listening, PhonePagesCame): _came,
    (Listening, LookFailed): _look_failed,
    (Listening, PageKept): _kept,
    (Listening, KeepFailed): _keep_failed,
    (Listening, FinishAsked): _back,
    (Listening, CancelAsked): _cancel,
}
