"""Runs a transition table and refuses what the table does not name.

A table is data: ``(state, event) -> next``. States and events are either members of an ``Enum``
(then the row is keyed by the member) or frozen dataclasses (then it is keyed by their type).
What stands behind a row is either the next state itself or a function
``(state, event) -> Step`` that decides it. All transitions of one flow stand in one table, so
that they can be read, walked by a test and drawn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

S = TypeVar("S")
E = TypeVar("E")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Step(Generic[S, F]):
    """The next state and the effects to carry out, in order."""

    state: S
    effects: tuple[F, ...] = ()


Row: TypeAlias = S | Callable[[Any, Any], Step[S, F]]
Table: TypeAlias = Mapping[tuple[object, object], Row[S, F]]


class IllegalEvent(Exception):
    """The table has no row for this event in this state; the state has not changed."""

    def __init__(self, state: object, event: object) -> None:
        super().__init__(f"{_name(event)} is not allowed in {_name(state)}")


def label(value: object) -> object:
    """What a row is keyed by: the member of an enum, the type of anything else."""
    return value if isinstance(value, Enum) else type(value)


class Machine(Generic[S, E, F]):
    """One run of a table. Holds the current state and nothing else."""

    def __init__(self, table: Table[S, F], state: S) -> None:
        self._table = table
        self._state = state

    @property
    def state(self) -> S:
        return self._state

    def accepts(self, event: E) -> bool:
        return (label(self._state), label(event)) in self._table

    def feed(self, event: E) -> tuple[F, ...]:
        """Go one step. Raises :class:`IllegalEvent` and changes nothing if there is no row."""
        try:
            row = self._table[label(self._state), label(event)]
        except KeyError:
            raise IllegalEvent(self._state, event) from None
        if not callable(row):
            self._state = row
            return ()
        step = row(self._state, event)
        self._state = step.state
        return step.effects


def _name(value: object) -> str:
    """Never the value itself: states and events hold personal data."""
    return f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else type(value).__name__
