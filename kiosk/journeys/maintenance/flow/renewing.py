"""A new key for this device, or another identity, with a ticket of the administrator."""

from dataclasses import dataclass, field
from typing import Any

from domain.failures import FailureCode
from domain.flow.machine import Step
from domain.text import text
from kiosk.journeys.maintenance.flow.admission import BackAsked, CodeShown, StickAsked
from kiosk.journeys.maintenance.flow.opened import LockAsked, LookAround, Opened, Rows, leave


@dataclass(frozen=True, slots=True)
class AwaitingTicket:
    by: str
    """User name on the permit."""
    refused: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Renewing:
    by: str


@dataclass(frozen=True, slots=True)
class RenewAsked:
    pass


@dataclass(frozen=True, slots=True)
class Renewed:
    device_no: str


@dataclass(frozen=True, slots=True)
class RenewFailed:
    """The identity of before stands."""

    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Renew:
    ticket: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadTicket:
    """From the stick."""


def _await(state: Opened, _event: RenewAsked) -> Step[Any, Any]:
    return Step(AwaitingTicket(state.by))


def _shown(state: AwaitingTicket, event: CodeShown) -> Step[Any, Any]:
    return Step(Renewing(state.by), (Renew(event.words),))


def _stick(state: AwaitingTicket, _event: StickAsked) -> Step[Any, Any]:
    return Step(Renewing(state.by), (ReadTicket(),))


def _renewed(state: Renewing, event: Renewed) -> Step[Any, Any]:
    return Step(Opened(state.by, note=text("maintenance_renewal.done", n=event.device_no)), (LookAround(),))


def _failed(state: Renewing, event: RenewFailed) -> Step[Any, Any]:
    return Step(AwaitingTicket(state.by, event.failure))


def _back(state: AwaitingTicket, _event: BackAsked) -> Step[Any, Any]:
    return Step(Opened(state.by), (LookAround(),))


RENEWING_ROWS: Rows = {
    (Opened, RenewAsked): _await,
    (AwaitingTicket, CodeShown): _shown,
    (AwaitingTicket, StickAsked): _stick,
    (AwaitingTicket, BackAsked): _back,
    (AwaitingTicket, LockAsked): leave,
    (Renewing, Renewed): _renewed,
    (Renewing, RenewFailed): _failed,
}
"""Nobody leaves while it is under way, except by the countdown: whichever step it has reached, an identity is whole."""
