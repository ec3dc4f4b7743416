from enum import Enum

from domain.flow.machine import Machine, Step
from qt_edge.flow_driver import FlowDriver


class State(Enum):
    ONE = 1
    TWO = 2
    THREE = 3


class Event(Enum):
    ON = 1


TABLE = {
    (State.ONE, Event.ON): lambda _state, _event: Step(State.TWO, ("again",)),
    (State.TWO, Event.ON): State.THREE,
}


def test_an_event_fed_while_one_is_handled_waits_its_turn() -> None:
    shown: list[State] = []
    driver: FlowDriver[State, Event, str] = FlowDriver(
        Machine(TABLE, State.ONE), shown.append, lambda _effect: (driver.feed(Event.ON), shown.append(State.ONE))[0]
    )
    driver.start()
    driver.feed(Event.ON)
    assert shown == [State.ONE, State.TWO, State.ONE, State.THREE]


def test_an_illegal_event_changes_nothing() -> None:
    driver: FlowDriver[State, Event, str] = FlowDriver(
        Machine(TABLE, State.THREE), lambda _state: None, lambda _effect: None
    )
    driver.feed(Event.ON)
    assert driver.state is State.THREE
