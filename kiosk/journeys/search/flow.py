"""Typing narrows the list; touching a row chooses."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.catalogue.model import Item
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Nothing typed: the items asked for most."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    query: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class NothingFound:
    query: str


State: TypeAlias = Suggesting | Found | NothingFound


@dataclass(frozen=True, slots=True)
class Typed:
    query: str


@dataclass(frozen=True, slots=True)
class Results:
    query: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    code: str


Event: TypeAlias = Typed | Results | Chosen


@dataclass(frozen=True, slots=True)
class Find:
    query: str


@dataclass(frozen=True, slots=True)
class Open:
    item: Item


Effect: TypeAlias = Find | Open


def _typed(state: State, event: Typed) -> Step[State, Effect]:
    return Step(state, (Find(event.query.strip()),))


def _results(_state: State, event: Results) -> Step[State, Effect]:
    if not event.query:
        return Step(Suggesting(event.items))
    return Step(Found(event.query, event.items) if event.items else NothingFound(event.query))


def _chosen(state: Suggesting | Found, event: Chosen) -> Step[State, Effect]:
    """A row that is no longer on the list chooses nothing."""
    return Step(state, tuple(Open(item) for item in state.items if item.code == event.code))


TABLE: Table[State, Effect] = {
    (Suggesting, Typed): _typed,
    (Suggesting, Results): _results,
    (Suggesting, Chosen): _chosen,
    (Found, Typed): _typed,
    (Found, Results): _results,
    (Found, Chosen): _chosen,
    (NothingFound, Typed): _typed,
    (NothingFound, Results): _results,
}
