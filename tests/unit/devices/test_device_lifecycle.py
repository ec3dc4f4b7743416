"""The transition table of a device, walked in every (state, signal) pair."""

from itertools import product

import pytest

from devices.events import Condition, DeviceStatus
from devices.lifecycle import TRANSITIONS, Facts, Lifecycle, Signal
from domain.failures import FailureCode
from domain.flow.machine import IllegalEvent, Machine

ILLEGAL = {
    *((Condition.CLOSED, signal) for signal in (Signal.WELL, Signal.WORKING, Signal.WARMING, Signal.TROUBLE)),
    *((state, Signal.OPENING) for state in (Condition.CONNECTING, Condition.READY, Condition.BUSY)),
    (Condition.WARMING_UP, Signal.OPENING),
}


@pytest.mark.parametrize(("state", "signal"), list(product(Condition, Signal)))
def test_every_pair(state: Condition, signal: Signal) -> None:
    machine: Machine[Condition, Signal, None] = Machine(TRANSITIONS, state)
    if (state, signal) in ILLEGAL:
        with pytest.raises(IllegalEvent):
            machine.feed(signal)
        assert machine.state is state
    else:
        assert machine.feed(signal) == ()


@pytest.mark.parametrize("state", list(Condition))
def test_every_state_can_be_left_and_lost(state: Condition) -> None:
    machine: Machine[Condition, Signal, None] = Machine(TRANSITIONS, state)
    machine.feed(Signal.LOST)
    assert machine.state is Condition.UNREACHABLE
    machine.feed(Signal.LET_GO)
    assert machine.state is Condition.CLOSED


def _lifecycle(told: list[DeviceStatus]) -> Lifecycle:
    return Lifecycle(DeviceStatus("printer", "receipt_printer", Condition.CLOSED), told.append)


def test_only_changes_are_told() -> None:
    told: list[DeviceStatus] = []
    lifecycle = _lifecycle(told)
    lifecycle.note(Signal.OPENING)
    for _ in range(3):
        lifecycle.note(Signal.WELL, Facts(paper_near_end=True))
    lifecycle.note(Signal.WELL, Facts())
    assert [(status.condition, status.paper_near_end) for status in told] == [
        (Condition.CONNECTING, False),
        (Condition.READY, True),
        (Condition.READY, False),
    ]


def test_trying_again_does_not_hide_the_failure() -> None:
    told: list[DeviceStatus] = []
    lifecycle = _lifecycle(told)
    lifecycle.note(Signal.OPENING)
    for _ in range(3):
        lifecycle.note(Signal.LOST, Facts(FailureCode.PRINTER_UNREACHABLE))
        lifecycle.note(Signal.OPENING)
    assert told[1:] == [
        DeviceStatus("printer", "receipt_printer", Condition.UNREACHABLE, FailureCode.PRINTER_UNREACHABLE)
    ]


def test_repeat_tells_without_a_change() -> None:
    told: list[DeviceStatus] = []
    lifecycle = _lifecycle(told)
    lifecycle.repeat()
    assert [status.condition for status in told] == [Condition.CLOSED]
