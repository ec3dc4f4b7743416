"""The welcome screen: begin, look up progress, larger type, or lay the card at once."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.flow.machine import Step, Table
from domain.identity.id_card import IdCard
from domain.text import Text


@dataclass(frozen=True, slots=True)
class Welcome:
    assist: bool = False


@dataclass(frozen=True, slots=True)
class OutOfService:
    """Nothing can be handed in here now; tried again by itself."""

    reason: Text


State: TypeAlias = Welcome | OutOfService


@dataclass(frozen=True, slots=True)
class BeginChosen:
    pass


@dataclass(frozen=True, slots=True)
class ProgressChosen:
    pass


@dataclass(frozen=True, slots=True)
class AssistChosen:
    pass


@dataclass(frozen=True, slots=True)
class CardLaid:
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A receipt was held before the code scanner."""

    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Repaired:
    pass


Event: TypeAlias = BeginChosen | ProgressChosen | AssistChosen | CardLaid | CodeShown | Repaired


@dataclass(frozen=True, slots=True)
class OpenIdentify:
    card: IdCard | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class OpenProgress:
    words: str = field(repr=False, default="")
    """Of a code that was shown already."""


@dataclass(frozen=True, slots=True)
class UseAssist:
    on: bool


Effect: TypeAlias = OpenIdentify | OpenProgress | UseAssist


def _begin(state: Welcome, _event: BeginChosen) -> Step[State, Effect]:
    return Step(state, (OpenIdentify(),))


def _begin_with_card(state: Welcome, event: CardLaid) -> Step[State, Effect]:
    return Step(state, (OpenIdentify(event.card),))


def _progress(state: Welcome, _event: ProgressChosen) -> Step[State, Effect]:
    return Step(state, (OpenProgress(),))


def _progress_with_code(state: Welcome, event: CodeShown) -> Step[State, Effect]:
    return Step(state, (OpenProgress(event.words),))


def _assist(state: Welcome, _event: AssistChosen) -> Step[State, Effect]:
    return Step(Welcome(not state.assist), (UseAssist(not state.assist),))


TABLE: Table[State, Effect] = {
    (Welcome, BeginChosen): _begin,
    (Welcome, CardLaid): _begin_with_card,
    (Welcome, ProgressChosen): _progress,
    (Welcome, CodeShown): _progress_with_code,
    (Welcome, AssistChosen): _assist,
    (OutOfService, Repaired): Welcome(),
}
