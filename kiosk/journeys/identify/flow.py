"""Consent, then a card, a phone's code, a clerk's word or a typed number; gone with the visit."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.identity.card_check import check_card, check_number
from domain.identity.id_card import IdCard
from domain.identity.person import Person, guess_kind, person_of
from domain.identity.resident_id import normalise_id
from domain.identity.verdict import Ok, Reject, Warn
from domain.text import Text, text
from kiosk.journeys.identify.effects import (
    Effect,
    GiveUp,
    HideLater,
    Identified,
    LookForUnfinished,
    Verify,
    WatchReader,
)

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Asking:
    """The notice on personal data. A card laid at the home screen waits for the answer."""

    card: IdCard | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """For a card on a reader, or a phone's code before the scanner."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """A phone's code was not accepted."""

    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ReaderAbsent:
    failure: FailureCode | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The card was read and may not be used: expired, or at odds with itself."""

    reason: Text


@dataclass(frozen=True, slots=True)
class Typing:
    """For whom no card works: the number by hand."""

    name: str = field(repr=False, default="")
    number: str = field(repr=False, default="")
    name_error: Text | None = None
    number_error: Text | None = None


@dataclass(frozen=True, slots=True)
class Vouching:
    """A clerk is to look at the person and to show a code of the clerk's own."""

    person: Person
    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Verifying:
    """The platform is asked; ``person`` for a clerk's code, ``None`` for a phone's."""

    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    person: Person
    card: IdCard | None = field(repr=False, default=None)
    warning: Text | None = None
    revealed: bool = False
    unfinished: int = 0
    """Applications this person began and did not finish."""


State: TypeAlias = (
    Asking | Waiting | Unreadable | CodeRefused | ReaderAbsent | Refused | Typing | Vouching | Verifying | Shown
)


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
class SocialCardLaid:
    """A social-security card that told its person; one that keeps the person back has none."""

    today: date
    person: Person | None
    valid_to: date | None = field(repr=False, default=None)


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
class TypeAsked:
    """No card at hand, or none that works."""


@dataclass(frozen=True, slots=True)
class NameTyped:
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NumberTyped:
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TypingDone:
    today: date


@dataclass(frozen=True, slots=True)
class StaffAsked:
    pass


@dataclass(frozen=True, slots=True)
class CodeShown:
    """Before the code scanner: a phone's code, or a clerk's."""

    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verified:
    person: Person


@dataclass(frozen=True, slots=True)
class NotVerified:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class RevealAsked:
    pass


@dataclass(frozen=True, slots=True)
class RevealOver:
    pass


@dataclass(frozen=True, slots=True)
class Confirmed:
    pass


@dataclass(frozen=True, slots=True)
class ForAnother:
    """This person brings the matter of someone else, or of a body."""


@dataclass(frozen=True, slots=True)
class UnfinishedFound:
    person: Person
    """Asked about; another may be shown by now."""
    count: int


@dataclass(frozen=True, slots=True)
class UnfinishedAsked:
    """Go on with one of them."""


Event: TypeAlias = (
    Agreed | Declined | CardLaid | SocialCardLaid | CardNotRead | ReaderGone | ReaderBack | RetryAsked | TypeAsked
    | NameTyped | NumberTyped | TypingDone | StaffAsked | CodeShown | Verified | NotVerified | RevealAsked | RevealOver
    | Confirmed | ForAnother | UnfinishedFound | UnfinishedAsked
)  # fmt: skip


def _agreed(state: Asking, event: Agreed) -> Step[State, Effect]:
    if state.card is None:
        return Step(Waiting(), (WatchReader(),))
    return _known(_judge(state.card, event.today))


def _known(state: State) -> Step[State, Effect]:
    if isinstance(state, Shown) and state.person.proven:
        return Step(state, (LookForUnfinished(state.person),))
    return Step(state)


def _laid_early(_state: Asking, event: CardLaid) -> Step[State, Effect]:
    return Step(Asking(event.card))


def _laid(_state: State, event: CardLaid) -> Step[State, Effect]:
    return _known(_judge(event.card, event.today))


def _judge(card: IdCard, today: date) -> State:
    person = person_of(card)
    match check_card(card, today):
        case Reject(reason):
            return Refused(reason)
        case Warn(reason):
            return Shown(person, card, warning=reason)
        case Ok():
            return Shown(person, card)


def _social(_state: State, event: SocialCardLaid) -> Step[State, Effect]:
    person = event.person
    if person is None:
        return Step(Refused(text("identify_more.social_kept_back")))
    if event.valid_to is not None and event.valid_to < event.today:
        return Step(Refused(text("identify_more.social_expired")))
    verdict = check_number(person.kind, person.number, event.today)
    return _known(Refused(verdict.reason) if isinstance(verdict, Reject) else Shown(person))


def _typed_name(state: Typing, event: NameTyped) -> Step[State, Effect]:
    return Step(replace(state, name=event.value[:LONGEST_NAME], name_error=None))


def _typed_number(state: Typing, event: NumberTyped) -> Step[State, Effect]:
    return Step(replace(state, number=event.value, number_error=None))


def _typing_done(state: Typing, event: TypingDone) -> Step[State, Effect]:
    number = normalise_id(state.number)
    kind = guess_kind(number)
    verdict = check_number(kind, number, event.today)
    name = state.name.strip()
    if not name or isinstance(verdict, Reject):
        wrong = verdict.reason if isinstance(verdict, Reject) else None
        missing = None if name else text("identify_more.name_missing")
        return Step(replace(state, name_error=missing, number_error=wrong))
    return Step(Shown(Person(kind, name, number, proof="typed"), warning=text("identify_more.typed_limits")))


def _staff(state: Shown, _event: StaffAsked) -> Step[State, Effect]:
    return Step(Vouching(state.person) if not state.person.proven else state)


def _phone_code(_state: State, event: CodeShown) -> Step[State, Effect]:
    return Step(Verifying(), (Verify(event.words),))


def _clerk_code(state: Vouching, event: CodeShown) -> Step[State, Effect]:
    return Step(Verifying(state.person), (Verify(event.words, state.person),))


def _verified(_state: Verifying, event: Verified) -> Step[State, Effect]:
    return _known(Shown(event.person))


def _not_verified(state: Verifying, event: NotVerified) -> Step[State, Effect]:
    return Step(CodeRefused(event.failure) if state.person is None else Vouching(state.person, event.failure))


def _back_to_shown(state: Vouching, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Shown(state.person, warning=text("identify_more.typed_limits")))


def _give_up(state: State, _event: Declined) -> Step[State, Effect]:
    return Step(state, (GiveUp(),))


def _not_read(_state: State, event: CardNotRead) -> Step[State, Effect]:
    return Step(Unreadable(event.failure))


def _gone(_state: State, event: ReaderGone) -> Step[State, Effect]:
    return Step(ReaderAbsent(event.failure))


def _again(_state: State, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Waiting(), (WatchReader(),))


def _type(_state: State, _event: TypeAsked) -> Step[State, Effect]:
    return Step(Typing())


def _reveal(state: Shown, _event: RevealAsked) -> Step[State, Effect]:
    return Step(replace(state, revealed=True), (HideLater(),))


def _hide(state: Shown, _event: RevealOver) -> Step[State, Effect]:
    return Step(replace(state, revealed=False))


def _confirm(state: Shown, _event: Confirmed) -> Step[State, Effect]:
    return Step(state, (Identified(state.person),))


def _for_another(state: Shown, _event: ForAnother) -> Step[State, Effect]:
    return Step(state, (Identified(state.person, for_another=True),))


def _found(state: Shown, event: UnfinishedFound) -> Step[State, Effect]:
    return Step(replace(state, unfinished=event.count) if event.person == state.person else state)


def _unfinished(state: Shown, _event: UnfinishedAsked) -> Step[State, Effect]:
    return Step(state, (Identified(state.person, unfinished=True),) if state.unfinished else ())


_OPEN: Table[State, Effect] = {
    (state, event): row
    for state in (Waiting, Unreadable, CodeRefused, ReaderAbsent, Refused, Typing)
    for event, row in (
        (CardLaid, _laid),
        (SocialCardLaid, _social),
        (CodeShown, _phone_code),
        (Declined, _give_up),
        *(() if state is Waiting else ((RetryAsked, _again),)),
        *(() if state is Typing else ((TypeAsked, _type), (CardNotRead, _not_read), (ReaderGone, _gone))),
    )
}
"""Until somebody is known, every way of becoming known stays open."""

TABLE: Table[State, Effect] = {
    (Asking, Agreed): _agreed,
    (Asking, CardLaid): _laid_early,
    (Asking, Declined): _give_up,
    **_OPEN,
    (ReaderAbsent, ReaderBack): Waiting(),
    (Typing, NameTyped): _typed_name,
    (Typing, NumberTyped): _typed_number,
    (Typing, TypingDone): _typing_done,
    (Verifying, Verified): _verified,
    (Verifying, NotVerified): _not_verified,
    (Verifying, Declined): _give_up,
    (Vouching, CodeShown): _clerk_code,
    (Vouching, RetryAsked): _back_to_shown,
    (Vouching, Declined): _give_up,
    (Shown, CardLaid): _laid,
    (Shown, SocialCardLaid): _social,
    (Shown, StaffAsked): _staff,
    (Shown, RevealAsked): _reveal,
    (Shown, RevealOver): _hide,
    (Shown, Confirmed): _confirm,
    (Shown, ForAnother): _for_another,
    (Shown, UnfinishedFound): _found,
    (Shown, UnfinishedAsked): _unfinished,
    (Shown, Declined): _give_up,
}
