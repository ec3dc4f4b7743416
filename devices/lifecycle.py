"""The life of a device as a transition table; a status is told when it differs from the one before."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from devices.events import Condition, DeviceStatus
from domain.failures import FailureCode
from domain.flow.machine import Machine, Table

_log = logging.getLogger(__name__)


class Signal(Enum):
    """What happened to the device."""

    OPENING = "opening"
    WELL = "well"
    WORKING = "working"
    WARMING = "warming"
    TROUBLE = "trouble"
    LOST = "lost"
    LET_GO = "let_go"


_ANSWERING = (Condition.READY, Condition.BUSY, Condition.WARMING_UP, Condition.NEEDS_PERSON)
_FROM_ANYWHERE_OPEN = {
    Signal.WELL: Condition.READY,
    Signal.WORKING: Condition.BUSY,
    Signal.WARMING: Condition.WARMING_UP,
    Signal.TROUBLE: Condition.NEEDS_PERSON,
    Signal.LOST: Condition.UNREACHABLE,
    Signal.LET_GO: Condition.CLOSED,
}
TRANSITIONS: Table[Condition, None] = {
    (Condition.CLOSED, Signal.OPENING): Condition.CONNECTING,
    (Condition.CLOSED, Signal.LOST): Condition.UNREACHABLE,
    (Condition.CLOSED, Signal.LET_GO): Condition.CLOSED,
    # What is tried again stays unreachable, or in need of a person, until it answers: screens must not flicker.
    (Condition.UNREACHABLE, Signal.OPENING): Condition.UNREACHABLE,
    (Condition.NEEDS_PERSON, Signal.OPENING): Condition.NEEDS_PERSON,
    **{
        (condition, signal): after
        for condition in (Condition.CONNECTING, Condition.UNREACHABLE, *_ANSWERING)
        for signal, after in _FROM_ANYWHERE_OPEN.items()
    },
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a status says beside the condition."""

    failure: FailureCode | None = None
    paper_near_end: bool = False
    paper_loaded: bool | None = None


class Lifecycle:
    """``tell`` is called on the thread that calls :meth:`note` or :meth:`repeat`."""

    def __init__(self, status: DeviceStatus, tell: Callable[[DeviceStatus], None]) -> None:
        self._machine: Machine[Condition, Signal, None] = Machine(TRANSITIONS, status.condition)
        self._status = status
        self._tell = tell

    def note(self, signal: Signal, facts: Facts | None = None) -> None:
        """Without ``facts`` the failure and the paper stay as they were told last.
        Raises :class:`domain.flow.machine.IllegalEvent` for a bug."""
        self._machine.feed(signal)
        status = replace(self._status, condition=self._machine.state)
        if facts is not None:
            status = replace(
                status,
                failure=facts.failure,
                paper_near_end=facts.paper_near_end,
                paper_loaded=facts.paper_loaded,
            )
        if status != self._status:
            self._status = status
            code = f" {status.failure.value}" if status.failure else ""
            _log.info("%s %s%s", status.device_id, status.condition.value, code)
            self._tell(status)

    def repeat(self) -> None:
        """Tell the status although nothing changed."""
        self._tell(self._status)
