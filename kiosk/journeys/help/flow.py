"""A few questions with short answers. Works without a line and without a card."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.flow.machine import Step, Table

TOPICS = ("apply", "papers", "offline", "privacy", "card", "other", "complain")
"""Words are ``help.<topic>`` and ``help.<topic>_answer``."""


@dataclass(frozen=True, slots=True)
class Topics:
    pass


@dataclass(frozen=True, slots=True)
class Answer:
    topic: str


State: TypeAlias = Topics | Answer


@dataclass(frozen=True, slots=True)
class TopicChosen:
    topic: str


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = TopicChosen | BackAsked | LeaveAsked


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Leave


def _chosen(state: Topics, event: TopicChosen) -> Step[State, Effect]:
    return Step(Answer(event.topic) if event.topic in TOPICS else state)


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Topics, TopicChosen): _chosen,
    (Topics, LeaveAsked): _leave,
    (Answer, BackAsked): Topics(),
    (Answer, LeaveAsked): _leave,
}
