"""How a device has been doing: worked out from what it tells, for technicians and the doctor."""

from dataclasses import dataclass, replace
from datetime import datetime

from devices.events import (
    CardRead,
    CardReadFailed,
    CodeScanFailed,
    CodeScanned,
    Condition,
    DeviceEvent,
    DeviceStatus,
    FaceCompared,
    FaceFailed,
    PagesPrinted,
    PrintFailed,
    ReceiptPrinted,
    ScanFailed,
    ScanFinished,
    SocialCardRead,
    SocialCardReadFailed,
)
from domain.failures import FailureCode

_DONE = (CardRead, SocialCardRead, CodeScanned, ScanFinished, ReceiptPrinted, PagesPrinted, FaceCompared)
_FAILED = (CardReadFailed, SocialCardReadFailed, CodeScanFailed, ScanFailed, PrintFailed, FaceFailed)


@dataclass(frozen=True, slots=True)
class Health:
    """Counted since the application started; holds nothing that a device read."""

    condition: Condition
    since: datetime
    """UTC: when the condition began."""
    last_failure: FailureCode | None = None
    last_failure_at: datetime | None = None
    done: int = 0
    """Cards and codes read, scans, prints and comparisons finished."""
    failed: int = 0
    """The same, failed."""
    losses: int = 0
    """How often it was out of reach."""
    troubles: int = 0
    """How often it needed a person."""


def health_after(health: Health, event: DeviceEvent, now: datetime) -> Health:
    """``event``: of this device."""
    if isinstance(event, DeviceStatus):
        return _after_status(health, event, now)
    if isinstance(event, _FAILED):
        return replace(health, failed=health.failed + 1, last_failure=event.failure, last_failure_at=now)
    if isinstance(event, _DONE):
        return replace(health, done=health.done + 1)
    return health


def _after_status(health: Health, status: DeviceStatus, now: datetime) -> Health:
    if status.failure is not None:
        health = replace(health, last_failure=status.failure, last_failure_at=now)
    if status.condition is health.condition:
        return health
    return replace(
        health,
        condition=status.condition,
        since=now,
        losses=health.losses + (status.condition is Condition.UNREACHABLE),
        troubles=health.troubles + (status.condition is Condition.NEEDS_PERSON),
    )
