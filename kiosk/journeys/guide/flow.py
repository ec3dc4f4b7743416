"""Read first, take it along if wanted, then begin. Items a kiosk may not take say where to go instead."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.catalogue.model import Item
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Printing:
    pass


@dataclass(frozen=True, slots=True)
class Printed:
    pass


@dataclass(frozen=True, slots=True)
class NotPrinted:
    failure: FailureCode


Slip: TypeAlias = Printing | Printed | NotPrinted | None
"""The guide on paper, once it was asked for."""


@dataclass(frozen=True, slots=True)
class Guide:
    item: Item
    authority: str
    """Name of the authority that will decide, by the card's region; empty while the region is not known."""
    answers: tuple[str, ...] = ()
    """What was chosen in the scenario questions."""
    slip: Slip = None


@dataclass(frozen=True, slots=True)
class NotHere:
    """Window only, or a print-out that needs the department's own data."""

    item: Item
    slip: Slip = None


State: TypeAlias = Guide | NotHere


@dataclass(frozen=True, slots=True)
class GoOn:
    pass


@dataclass(frozen=True, slots=True)
class ChooseOther:
    pass


@dataclass(frozen=True, slots=True)
class PrintAsked:
    pass


@dataclass(frozen=True, slots=True)
class SlipCame:
    pass


@dataclass(frozen=True, slots=True)
class SlipFailed:
    failure: FailureCode


Event: TypeAlias = GoOn | ChooseOther | PrintAsked | SlipCame | SlipFailed


@dataclass(frozen=True, slots=True)
class BeginForm:
    pass


@dataclass(frozen=True, slots=True)
class BackToSearch:
    pass


@dataclass(frozen=True, slots=True)
class PrintGuide:
    pass


Effect: TypeAlias = BeginForm | BackToSearch | PrintGuide


def first_state(item: Item, authority: str, answers: tuple[str, ...] = ()) -> State:
    """``item``: with the materials those answers leave."""
    return Guide(item, authority, answers) if item.kiosk_class in ("D", "S", "A") else NotHere(item)


def _go_on(state: Guide, _event: GoOn) -> Step[State, Effect]:
    return Step(state, (BeginForm(),))


def _other(state: State, _event: ChooseOther) -> Step[State, Effect]:
    return Step(state, (BackToSearch(),))


def _print(state: State, _event: PrintAsked) -> Step[State, Effect]:
    if isinstance(state.slip, Printing):
        return Step(state)
    return Step(replace(state, slip=Printing()), (PrintGuide(),))


def _came(state: State, _event: SlipCame) -> Step[State, Effect]:
    return Step(replace(state, slip=Printed()))


def _failed(state: State, event: SlipFailed) -> Step[State, Effect]:
    return Step(replace(state, slip=NotPrinted(event.failure)))


TABLE: Table[State, Effect] = {
    (Guide, GoOn): _go_on,
    (Guide, ChooseOther): _other,
    (Guide, PrintAsked): _print,
    (Guide, SlipCame): _came,
    (Guide, SlipFailed): _failed,
    (NotHere, ChooseOther): _other,
    (NotHere, PrintAsked): _print,
    (NotHere, SlipCame): _came,
    (NotHere, SlipFailed): _failed,
}
