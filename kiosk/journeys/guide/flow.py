"""Read first, then begin. Items a kiosk may not take say where to go instead."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.catalogue.model import Item
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Guide:
    item: Item
    authority: str
    """Name of the authority that will decide, by the card's region; empty while the region is not known."""
    answers: tuple[str, ...] = ()
    """What was chosen in the scenario questions."""


@dataclass(frozen=True, slots=True)
class NotHere:
    """Window only, or a print-out that needs the department's own data."""

    item: Item


State: TypeAlias = Guide | NotHere


@dataclass(frozen=True, slots=True)
class GoOn:
    pass


@dataclass(frozen=True, slots=True)
class ChooseOther:
    pass


Event: TypeAlias = GoOn | ChooseOther


@dataclass(frozen=True, slots=True)
class BeginForm:
    pass


@dataclass(frozen=True, slots=True)
class BackToSearch:
    pass


Effect: TypeAlias = BeginForm | BackToSearch


def first_state(item: Item, authority: str, answers: tuple[str, ...] = ()) -> State:
    """``item``: with the materials those answers leave."""
    return Guide(item, authority, answers) if item.kiosk_class in ("D", "S", "A") else NotHere(item)


def _go_on(state: Guide, _event: GoOn) -> Step[State, Effect]:
    return Step(state, (BeginForm(),))


def _other(state: State, _event: ChooseOther) -> Step[State, Effect]:
    return Step(state, (BackToSearch(),))


TABLE: Table[State, Effect] = {
    (Guide, GoOn): _go_on,
    (Guide, ChooseOther): _other,
    (NotHere, ChooseOther): _other,
}
