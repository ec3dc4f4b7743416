"""Consent, card, masked result. The card stays in memory and is gone with the visit."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.identity.card_check import check_card
from domain.identity.id_card import IdCard
from domain.identity.verdict import Ok, Reject, Warn
from domain.text import Text

REVEAL_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Asking:
    """The notice on personal data. A card laid at the home screen waits for the answer."""

    card: IdCard | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """For a card on the reader."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ReaderAbsent:
    failure: FailureCode | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The card was read and may not be used: expired, or at odds with itself."""

    reason: Text


@dataclass(frozen=True, slots=True)
class Shown:
    card: IdCard = field(repr=False)
    warning: Text | None = None
    revealed: bool = False


State: TypeAlias = Asking | Waiting | Unreadable | ReaderAbsent | Refused | Shown


@dataclass(frozen=True, slots=True)
class Agreed:
    today: date


@dataclass(frozen=True, slots=True)
class Declined:
    pass


@dataclass(frozen=True, slots=True)
class CardLaid:
    today: date
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardNotRead:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ReaderGone:
    failure: FailureCode | None


@dataclass(frozen=True, slots=True)
class ReaderBack:
    pass


@dataclass(frozen=True, slots=True)
class RetryAsked:
    pass


@dataclass(frozen=True, slots=True)
class RevealAsked:
    pass


@dataclass(frozen=True, slots=True)
class RevealOver:
    pass


@dataclass(frozen=True, slots=True)
class Confirmed:
    pass


Event: TypeAlias = (
    Agreed
    | Declined
    | CardLaid
    | CardNotRead
    | ReaderGone
    | ReaderBack
    | RetryAsked
    | RevealAsked
    | RevealOver
    | Confirmed
)


@dataclass(frozen=True, slots=True)
class WatchReader:
    """Look for cards from now on and tell the reader's condition."""


@dataclass(frozen=True, slots=True)
class HideLater:
    seconds: int = REVEAL_SECONDS


@dataclass(frozen=True, slots=True)
class Identified:
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class GiveUp:
    pass


Effect: TypeAlias = WatchReader | HideLater | Identified | GiveUp


def _agreed(state: Asking, event: Agreed) -> Step[State, Effect]:
    if state.card is None:
        return Step(Waiting(), (WatchReader(),))
    return Step(_judge(state.card, event.today))


def _laid_early(_state: Asking, event: CardLaid) -> Step[State, Effect]:
    return Step(Asking(event.card))


def _laid(_state: State, event: CardLaid) -> Step[State, Effect]:
    return Step(_judge(event.card, event.today))


def _judge(card: IdCard, today: date) -> State:
    match check_card(card, today):
        case Reject(reason):
            return Refused(reason)
        case Warn(reason):
            return Shown(card, warning=reason)
        case Ok():
            return Shown(card)


def _give_up(state: State, _event: Declined) -> Step[State, Effect]:
    return Step(state, (GiveUp(),))


def _not_read(_state: State, event: CardNotRead) -> Step[State, Effect]:
    return Step(Unreadable(event.failure))


def _gone(_state: State, event: ReaderGone) -> Step[State, Effect]:
    return Step(ReaderAbsent(event.failure))


def _again(_state: State, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Waiting(), (WatchReader(),))


def _reveal(state: Shown, _event: RevealAsked) -> Step[State, Effect]:
    return Step(replace(state, revealed=True), (HideLater(),))


def _hide(state: Shown, _event: RevealOver) -> Step[State, Effect]:
    return Step(replace(state, revealed=False))


def _confirm(state: Shown, _event: Confirmed) -> Step[State, Effect]:
    return Step(state, (Identified(state.card),))


TABLE: Table[State, Effect] = {
    (Asking, Agreed): _agreed,
    (Asking, CardLaid): _laid_early,
    (Asking, Declined): _give_up,
    (Waiting, CardLaid): _laid,
    (Waiting, CardNotRead): _not_read,
    (Waiting, ReaderGone): _gone,
    (Waiting, Declined): _give_up,
    (Unreadable, CardLaid): _laid,
    (Unreadable, CardNotRead): _not_read,
    (Unreadable, ReaderGone): _gone,
    (Unreadable, RetryAsked): _again,
    (Unreadable, Declined): _give_up,
    (ReaderAbsent, CardLaid): _laid,
    (ReaderAbsent, ReaderBack): Waiting(),
    (ReaderAbsent, ReaderGone): _gone,
    (ReaderAbsent, RetryAsked): _again,
    (ReaderAbsent, Declined): _give_up,
    (Refused, CardLaid): _laid,
    (Refused, CardNotRead): _not_read,
    (Refused, RetryAsked): _again,
    (Refused, Declined): _give_up,
    (Shown, CardLaid): _laid,
    (Shown, RevealAsked): _reveal,
    (Shown, RevealOver): _hide,
    (Shown, Confirmed): _confirm,
    (Shown, Declined): _give_up,
}
