"""The cases of who stands here, the newest first, and one of them."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.contract.my_cases import MyCases
from domain.contract.progress import CaseProgress
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Loading:
    pass


@dataclass(frozen=True, slots=True)
class Listed:
    mine: MyCases = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    mine: MyCases = field(repr=False)
    case: CaseProgress = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotAnswered:
    failure: FailureCode


State: TypeAlias = Loading | Listed | Shown | NotAnswered


@dataclass(frozen=True, slots=True)
class CasesCame:
    mine: MyCases = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class CaseChosen:
    case_id: str


@dataclass(frozen=True, slots=True)
class ListAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = CasesCame | Failed | CaseChosen | ListAsked | LeaveAsked


@dataclass(frozen=True, slots=True)
class Load:
    pass


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Load | Leave


def _came(_state: Loading, event: CasesCame) -> Step[State, Effect]:
    return Step(Listed(event.mine))


def _failed(_state: Loading, event: Failed) -> Step[State, Effect]:
    return Step(NotAnswered(event.failure))


def _chosen(state: Listed, event: CaseChosen) -> Step[State, Effect]:
    case = next((one for one in state.mine.cases if one.case_id == event.case_id), None)
    return Step(state if case is None else Shown(state.mine, case))


def _list(state: Shown, _event: ListAsked) -> Step[State, Effect]:
    return Step(Listed(state.mine))


def _again(_state: NotAnswered, _event: ListAsked) -> Step[State, Effect]:
    return Step(Loading(), (Load(),))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Loading, CasesCame): _came,
    (Loading, Failed): _failed,
    (Loading, LeaveAsked): _leave,
    (Listed, CaseChosen): _chosen,
    (Listed, LeaveAsked): _leave,
    (Shown, ListAsked): _list,
    (Shown, LeaveAsked): _leave,
    (NotAnswered, ListAsked): _again,
    (NotAnswered, LeaveAsked): _leave,
}
