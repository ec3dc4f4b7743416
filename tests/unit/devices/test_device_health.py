"""Health is worked out from events alone."""

from datetime import UTC, datetime, timedelta

from devices.events import CardReadFailed, CodeScanned, Condition, DeviceEvent, DeviceStatus
from devices.health import Health, health_after
from domain.failures import FailureCode

START = datetime(2026, 1, 1, tzinfo=UTC)


def status(condition: Condition, failure: FailureCode | None = None) -> DeviceStatus:
    return DeviceStatus("d", "qr_scanner", condition, failure)


def after(*events: DeviceEvent) -> Health:
    """One event a minute."""
    health = Health(Condition.CLOSED, START)
    for minute, event in enumerate(events, start=1):
        health = health_after(health, event, START + timedelta(minutes=minute))
    return health


def test_since_is_when_the_condition_began() -> None:
    health = after(status(Condition.READY), status(Condition.READY), CodeScanned("d", "code"))
    assert (health.condition, health.since, health.done) == (Condition.READY, START + timedelta(minutes=1), 1)


def test_losses_and_the_last_failure_stay_known_after_recovery() -> None:
    gone = status(Condition.UNREACHABLE, FailureCode.CODE_SCANNER_UNREACHABLE)
    health = after(gone, status(Condition.READY), gone, status(Condition.READY))
    assert (health.losses, health.condition) == (2, Condition.READY)
    assert health.last_failure is FailureCode.CODE_SCANNER_UNREACHABLE
    assert health.last_failure_at == START + timedelta(minutes=3)


def test_attempts_that_failed_and_people_needed_are_counted() -> None:
    health = after(
        CardReadFailed("d", FailureCode.CARD_UNREADABLE),
        status(Condition.NEEDS_PERSON, FailureCode.CARD_READER_FAULT),
    )
    assert (health.failed, health.troubles, health.last_failure) == (1, 1, FailureCode.CARD_READER_FAULT)
