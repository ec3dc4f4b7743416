"""Whom the clerk compared, the code for the kiosk's scanner, and the end of it; nothing is kept."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias

from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.identity.card_check import check_number
from domain.identity.person import ID_KINDS, guess_kind
from domain.identity.resident_id import normalise_id
from domain.identity.verdict import Reject
from domain.text import Text, text


@dataclass(frozen=True, slots=True)
class Compared:
    """Who stood before the clerk with a document. The name is for the clerk's eyes; the platform gets the number."""

    name: str = field(repr=False)
    request: AssistanceRequest = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What hinders the asking."""

    name: Text | None = None
    number: Text | None = None
    compared: Text | None = None

    def anything(self) -> bool:
        return self != Wrong()


@dataclass(frozen=True, slots=True)
class Entering:
    wrong: Wrong = Wrong()
    trouble: FailureCode | None = None
    is_over: bool = False
    """A code was shown, and its time ran out."""


@dataclass(frozen=True, slots=True)
class Asking:
    person: Compared


@dataclass(frozen=True, slots=True)
class Showing:
    person: Compared
    ticket: AssistanceTicket = field(repr=False)
    now: datetime
    job: str = ""
    """Print job of the slip, once one was asked for."""
    is_printed: bool = False
    trouble: FailureCode | None = None
    """Why the slip did not print."""


State: TypeAlias = Entering | Asking | Showing


@dataclass(frozen=True, slots=True)
class AskAsked:
    """``compared``: the clerk says that they compared the person with a document."""

    name: str = field(repr=False)
    number: str = field(repr=False)
    compared: bool
    today: date


@dataclass(frozen=True, slots=True)
class TicketCame:
    ticket: AssistanceTicket = field(repr=False)
    now: datetime


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Ticked:
    now: datetime


@dataclass(frozen=True, slots=True)
class PrintAsked:
    job: str


@dataclass(frozen=True, slots=True)
class PrinterDone:
    job: str


@dataclass(frozen=True, slots=True)
class PrinterFailed:
    job: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


Event: TypeAlias = AskAsked | TicketCame | Failed | Ticked | PrintAsked | PrinterDone | PrinterFailed | BackAsked


@dataclass(frozen=True, slots=True)
class Ask:
    request: AssistanceRequest = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintSlip:
    job: str
    person: Compared
    ticket: AssistanceTicket = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Ask | PrintSlip | Leave
Next = Step[State, Effect]


def _ask(_state: Entering, event: AskAsked) -> Next:
    name, number = event.name.strip(), normalise_id(event.number)
    kind = guess_kind(number)
    verdict = check_number(kind, number, event.today)
    wrong = Wrong(
        None if name else text("window_vouch.name_missing"),
        verdict.reason if isinstance(verdict, Reject) else None,
        None if event.compared else text("window_vouch.not_compared"),
    )
    if wrong.anything():
        return Step(Entering(wrong))
    person = Compared(name, AssistanceRequest(id_kind=ID_KINDS[kind], id_number=number))
    return Step(Asking(person), (Ask(person.request),))


def _came(state: Asking, event: TicketCame) -> Next:
    return Step(Showing(state.person, event.ticket, event.now))


def _failed(_state: Asking, event: Failed) -> Next:
    return Step(Entering(trouble=event.failure))


def _tick(state: Showing, event: Ticked) -> Next:
    """When the time is over the person is compared anew."""
    is_over = event.now >= state.ticket.expires_at
    return Step(Entering(is_over=True) if is_over else replace(state, now=event.now))


def _print(state: Showing, event: PrintAsked) -> Next:
    """One slip at a time; again after it came out or failed."""
    if state.job and not state.is_printed and state.trouble is None:
        return Step(state)
    printing = replace(state, job=event.job, is_printed=False, trouble=None)
    return Step(printing, (PrintSlip(event.job, state.person, state.ticket),))


def _printed(state: Showing, event: PrinterDone) -> Next:
    return Step(replace(state, is_printed=True) if event.job == state.job else state)


def _not_printed(state: Showing, event: PrinterFailed) -> Next:
    return Step(replace(state, trouble=event.failure) if event.job == state.job else state)


def _leave(_state: Entering | Showing, _event: BackAsked) -> Next:
    return Step(Entering(), (Leave(),))


TABLE: Table[State, Effect] = {
    (Entering, AskAsked): _ask,
    (Entering, BackAsked): _leave,
    (Asking, TicketCame): _came,
    (Asking, Failed): _failed,
    (Showing, Ticked): _tick,
    (Showing, PrintAsked): _print,
    (Showing, PrinterDone): _printed,
    (Showing, PrinterFailed): _not_printed,
    (Showing, BackAsked): _leave,
}
