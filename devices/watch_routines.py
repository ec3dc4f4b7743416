"""Devices that are listened to: identity cards laid down, codes presented."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from devices.commands import Job, ListenCodes, PresentCode, Switch, WatchCards
from devices.errors import ReadFailed
from devices.events import (
    CardRead,
    CardReadFailed,
    CodeScanFailed,
    CodeScanned,
    DeviceEvent,
    SocialCard,
    SocialCardRead,
    SocialCardReadFailed,
)
from devices.lifecycle import Facts, Lifecycle, Signal
from devices.ports import CodeScanner, Driver
from domain.failures import FailureCode
from domain.identity.id_card import IdCard

CARD_POLL_SECONDS = 0.3
"""A reader must not be asked for a card more often."""
CHECK_SECONDS = 2.0
"""How often a reader nobody uses is asked whether it is well."""

Tell = Callable[[DeviceEvent], None]


CardT = TypeVar("CardT")
CardT_co = TypeVar("CardT_co", covariant=True)


class _Reader(Driver, Protocol[CardT_co]):
    def poll(self) -> CardT_co | None: ...

    def check(self) -> None: ...


class _CardRoutine(Generic[CardT]):
    """``read`` and ``failed_read`` make the events of the kind of card."""

    def __init__(
        self,
        device_id: str,
        lifecycle: Lifecycle,
        tell: Tell,
        read: Callable[[str, CardT], DeviceEvent],
        failed_read: Callable[[str, FailureCode], DeviceEvent],
    ) -> None:
        self._read = read
        self._failed_read = failed_read
        self._device_id = device_id
        self._lifecycle = lifecycle
        self._tell = tell
        self._watching = False

    def idle(self, driver: _Reader[CardT]) -> float:
        if not self._watching:
            driver.check()
            self._lifecycle.note(Signal.WELL, Facts())
            return CHECK_SECONDS
        try:
            card = driver.poll()
        except ReadFailed as failure:
            self._tell(self._failed_read(self._device_id, failure.code))
            card = None
        self._lifecycle.note(Signal.WELL, Facts())
        if card is not None:
            self._tell(self._read(self._device_id, card))
        return CARD_POLL_SECONDS

    def switch(self, command: Switch) -> None:
        if isinstance(command, WatchCards):
            self._watching = command.on

    def work(self, _driver: _Reader[CardT], job: Job) -> None:
        raise TypeError(job)

    def failed(self, job: Job, failure: FailureCode) -> None:
        self._tell(job.failed(self._device_id, failure))


def card_routine(device_id: str, lifecycle: Lifecycle, tell: Tell) -> _CardRoutine[IdCard]:
    return _CardRoutine(device_id, lifecycle, tell, CardRead, CardReadFailed)


def social_card_routine(device_id: str, lifecycle: Lifecycle, tell: Tell) -> _CardRoutine[SocialCard]:
    return _CardRoutine(device_id, lifecycle, tell, SocialCardRead, SocialCardReadFailed)


class CodeRoutine:
    """Codes presented while nobody listens are read and dropped, so that none is told late."""

    def __init__(self, device_id: str, lifecycle: Lifecycle, tell: Tell) -> None:
        self._device_id = device_id
        self._lifecycle = lifecycle
        self._tell = tell
        self._listening = False

    def idle(self, driver: CodeScanner) -> float:
        event: DeviceEvent | None = None
        try:
            if (words := driver.read()) is not None:
                event = CodeScanned(self._device_id, words)
        except ReadFailed as failure:
            event = CodeScanFailed(self._device_id, failure.code)
        self._lifecycle.note(Signal.WELL, Facts())
        if event is not None and self._listening:
            self._tell(event)
        return 0.0

    def switch(self, command: Switch) -> None:
        match command:
            case ListenCodes(on):
                self._listening = on
            case PresentCode(event) if self._listening:
                self._tell(event)

    def work(self, _driver: CodeScanner, job: Job) -> None:
        raise TypeError(job)

    def failed(self, job: Job, failure: FailureCode) -> None:
        self._tell(job.failed(self._device_id, failure))


class KeyboardCodeRoutine(CodeRoutine):
    """Codes come as commands: the driver has nothing to read."""

    def idle(self, _driver: Driver) -> float:
        self._lifecycle.note(Signal.WELL, Facts())
        return CHECK_SECONDS
