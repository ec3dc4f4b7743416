"""Another person, by card or by number, or a body by its credit code. Who stands here stays the agent."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.identity.card_check import check_card, check_number
from domain.identity.credit_code import check_credit_code
from domain.identity.id_card import IdCard
from domain.identity.person import Organisation, Person, guess_kind, person_of
from domain.identity.resident_id import normalise_id
from domain.identity.verdict import Reject, Warn
from domain.text import Text, text

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Choosing:
    agent: Person


@dataclass(frozen=True, slots=True)
class WaitingPrincipal:
    """For the other person's card."""

    agent: Person
    trouble: Text | None = None


@dataclass(frozen=True, slots=True)
class TypingPrincipal:
    agent: Person
    name: str = field(repr=False, default="")
    number: str = field(repr=False, default="")
    name_error: Text | None = None
    number_error: Text | None = None


@dataclass(frozen=True, slots=True)
class TypingOrganisation:
    """A code that fails its check only warns: ``doubtful`` is what was warned of, and typed again unchanged it goes."""

    agent: Person
    name: str = ""
    code: str = ""
    name_error: Text | None = None
    code_error: Text | None = None
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class PrincipalShown:
    agent: Person
    principal: Person


@dataclass(frozen=True, slots=True)
class OrganisationShown:
    agent: Person
    organisation: Organisation


State: TypeAlias = (
    Choosing | WaitingPrincipal | TypingPrincipal | TypingOrganisation | PrincipalShown | OrganisationShown
)


@dataclass(frozen=True, slots=True)
class PersonChosen:
    pass


@dataclass(frozen=True, slots=True)
class OrganisationChosen:
    pass


@dataclass(frozen=True, slots=True)
class TypeAsked:
    pass


@dataclass(frozen=True, slots=True)
class CardLaid:
    today: date
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardNotRead:
    failure: FailureCode


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
class Again:
    """Back to the choice."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    pass


Event: TypeAlias = (
    PersonChosen | OrganisationChosen | TypeAsked | CardLaid | CardNotRead | NameTyped | NumberTyped | TypingDone
    | Again | Confirmed
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WatchReader:
    pass


@dataclass(frozen=True, slots=True)
class ActFor:
    """``principal``: the other person, or the body."""

    principal: Person | Organisation


Effect: TypeAlias = WatchReader | ActFor


def _person(state: Choosing, _event: PersonChosen) -> Step[State, Effect]:
    return Step(WaitingPrincipal(state.agent), (WatchReader(),))


def _organisation(state: Choosing, _event: OrganisationChosen) -> Step[State, Effect]:
    return Step(TypingOrganisation(state.agent))


def _type(state: WaitingPrincipal, _event: TypeAsked) -> Step[State, Effect]:
    return Step(TypingPrincipal(state.agent))


def _laid(state: WaitingPrincipal | TypingPrincipal, event: CardLaid) -> Step[State, Effect]:
    verdict = check_card(event.card, event.today)
    trouble = verdict.reason if isinstance(verdict, Reject) else None
    if event.card.number == state.agent.number:
        trouble = text("behalf.same_person")
    if trouble is not None:
        return Step(WaitingPrincipal(state.agent, trouble))
    return Step(PrincipalShown(state.agent, person_of(event.card)))


def _not_read(state: WaitingPrincipal, _event: CardNotRead) -> Step[State, Effect]:
    return Step(replace(state, trouble=text("identify.again")))


def _name(state: TypingPrincipal | TypingOrganisation, event: NameTyped) -> Step[State, Effect]:
    return Step(replace(state, name=event.value[:LONGEST_NAME], name_error=None))


def _number(state: TypingPrincipal, event: NumberTyped) -> Step[State, Effect]:
    return Step(replace(state, number=event.value, number_error=None))


def _code(state: TypingOrganisation, event: NumberTyped) -> Step[State, Effect]:
    return Step(replace(state, code=event.value, code_error=None))


def _principal_typed(state: TypingPrincipal, event: TypingDone) -> Step[State, Effect]:
    number, name = normalise_id(state.number), state.name.strip()
    kind = guess_kind(number)
    verdict = check_number(kind, number, event.today)
    wrong = verdict.reason if isinstance(verdict, Reject) else None
    if number == state.agent.number:
        wrong = text("behalf.same_person")
    if wrong is not None or not name:
        missing = None if name else text("identify_more.name_missing")
        return Step(replace(state, name_error=missing, number_error=wrong))
    return Step(PrincipalShown(state.agent, Person(kind, name, number, proof="typed")))


def _organisation_typed(state: TypingOrganisation, _event: TypingDone) -> Step[State, Effect]:
    code, name = normalise_id(state.code), state.name.strip()
    verdict = check_credit_code(code)
    wrong = verdict.reason if isinstance(verdict, Reject) else None
    if isinstance(verdict, Warn) and state.doubtful != code:
        return Step(replace(state, code_error=verdict.reason, doubtful=code))
    if wrong is not None or not name:
        missing = None if name else text("behalf.organisation_missing")
        return Step(replace(state, name_error=missing, code_error=wrong))
    return Step(OrganisationShown(state.agent, Organisation(name, code)))


def _again(state: State, _event: Again) -> Step[State, Effect]:
    return Step(Choosing(state.agent))


def _confirm_person(state: PrincipalShown, _event: Confirmed) -> Step[State, Effect]:
    return Step(state, (ActFor(state.principal),))


def _confirm_organisation(state: OrganisationShown, _event: Confirmed) -> Step[State, Effect]:
    return Step(state, (ActFor(state.organisation),))


TABLE: Table[State, Effect] = {
    (Choosing, PersonChosen): _person,
    (Choosing, OrganisationChosen): _organisation,
    (WaitingPrincipal, CardLaid): _laid,
    (WaitingPrincipal, CardNotRead): _not_read,
    (WaitingPrincipal, TypeAsked): _type,
    (WaitingPrincipal, Again): _again,
    (TypingPrincipal, CardLaid): _laid,
    (TypingPrincipal, NameTyped): _name,
    (TypingPrincipal, NumberTyped): _number,
    (TypingPrincipal, TypingDone): _principal_typed,
    (TypingPrincipal, Again): _again,
    (TypingOrganisation, NameTyped): _name,
    (TypingOrganisation, NumberTyped): _code,
    (TypingOrganisation, TypingDone): _organisation_typed,
    (TypingOrganisation, Again): _again,
    (PrincipalShown, Confirmed): _confirm_person,
    (PrincipalShown, Again): _again,
    (OrganisationShown, Confirmed): _confirm_organisation,
    (OrganisationShown, Again): _again,
}
