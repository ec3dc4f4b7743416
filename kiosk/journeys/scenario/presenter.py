"""The question, its answers, and what was answered before."""

from dataclasses import dataclass

from domain.catalogue.scenarios import questions
from domain.text import Text, text
from kiosk.journeys.scenario.flow import State


@dataclass(frozen=True, slots=True)
class Choice:
    scenario_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Props:
    title: str
    number: Text
    question: str
    hint: Text
    choices: tuple[Choice, ...]
    answered: tuple[tuple[str, str], ...]
    """Question and answer of each before."""


def present(state: State) -> Props:
    given = set(state.answered)
    before = {option.id: (asked.question, option.option) for asked in questions(state.item) for option in asked.options}
    return Props(
        title=state.item.name,
        number=text("scenario.number", n=len(state.answered) + 1),
        question=state.question.question,
        hint=text("scenario.hint"),
        choices=tuple(Choice(option.id, option.option) for option in state.question.options),
        answered=tuple(words for scenario_id, words in before.items() if scenario_id in given),
    )
