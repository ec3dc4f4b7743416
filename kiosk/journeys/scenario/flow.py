"""One question, one touch. Which question follows is the map's business."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.catalogue.model import Item
from domain.catalogue.scenarios import Question
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Asking:
    item: Item
    question: Question
    answered: tuple[str, ...] = ()
    """Scenario ids chosen before, in their order."""


State: TypeAlias = Asking


@dataclass(frozen=True, slots=True)
class Chosen:
    scenario_id: str


Event: TypeAlias = Chosen


@dataclass(frozen=True, slots=True)
class Answer:
    chosen: tuple[str, ...]
    """All answers so far, the new one last."""


Effect: TypeAlias = Answer


def _chosen(state: Asking, event: Chosen) -> Step[State, Effect]:
    """Only what is offered is an answer."""
    offered = any(option.id == event.scenario_id for option in state.question.options)
    return Step(state, (Answer((*state.answered, event.scenario_id)),) if offered else ())


TABLE: Table[State, Effect] = {(Asking, Chosen): _chosen}
