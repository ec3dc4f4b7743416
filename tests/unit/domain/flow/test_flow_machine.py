from dataclasses import dataclass, field
from enum import Enum

import pytest

from domain.flow.machine import IllegalEvent, Machine, Step, Table, label


class Door(Enum):
    OPEN = "open"
    SHUT = "shut"


class Push(Enum):
    PUSH = "push"
    KICK = "kick"


@dataclass(frozen=True)
class Named:
    name: str = field()


@dataclass(frozen=True)
class Rename:
    name: str


TABLE: Table[Door, str] = {
    (Door.OPEN, Push.PUSH): Door.SHUT,
    (Door.SHUT, Push.PUSH): lambda _state, event: Step(Door.OPEN, ("creak", event.value)),
}
TYPED: Table[Named, str] = {(Named, Rename): lambda state, event: Step(Named(event.name), (state.name,))}


def test_a_row_is_a_state_or_a_function() -> None:
    door: Machine[Door, Push, str] = Machine(TABLE, Door.OPEN)
    assert door.feed(Push.PUSH) == ()
    assert door.state is Door.SHUT
    assert door.feed(Push.PUSH) == ("creak", "push")
    assert door.state is Door.OPEN


def test_what_the_table_does_not_name_changes_nothing() -> None:
    door: Machine[Door, Push, str] = Machine(TABLE, Door.OPEN)
    assert not door.accepts(Push.KICK)
    with pytest.raises(IllegalEvent, match=r"Push\.KICK is not allowed in Door\.OPEN"):
        door.feed(Push.KICK)
    assert door.state is Door.OPEN


def test_data_classes_are_rowed_by_type_and_never_shown() -> None:
    machine: Machine[Named, object, str] = Machine(TYPED, Named("张三"))
    assert machine.feed(Rename("李四")) == ("张三",)
    assert machine.state == Named("李四")
    with pytest.raises(IllegalEvent) as caught:
        machine.feed(Push.KICK)
    assert "李四" not in str(caught.value)


def test_rows_are_keyed_by_member_or_type() -> None:
    assert label(Door.OPEN) is Door.OPEN
    assert label(Named("x")) is Named
