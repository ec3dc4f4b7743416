"""Asks for name and password until the platform lets the clerk in, or without a line the lease of an earlier login."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from domain.contract.clerk import ClerkSession
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


class LeaseRefusal(Enum):
    """Why a lease does not let its clerk in."""

    NONE = "none"
    """This clerk has not logged in here while there was a line, or what is kept is none of ours."""
    WRONG = "wrong"
    TOO_MANY_TRIES = "tries"
    EXPIRED = "expired"
    CLOCK = "clock"
    """The clock stands before a moment this window has already seen."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Waiting for name and password. ``locked``: the name is known, the work behind it is kept."""

    username: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Checking:
    username: str
    locked: bool
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpeningLease:
    """Nobody answered; perhaps this clerk may work offline."""

    username: str
    locked: bool
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class NoLeave:
    """Nobody answered, and the lease does not let this clerk in."""

    username: str
    locked: bool
    failure: FailureCode
    reason: LeaseRefusal


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform answered no."""

    username: str
    locked: bool
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody answered: the password may well be right."""

    username: str
    locked: bool
    failure: FailureCode


State: TypeAlias = Entry | Checking | OpeningLease | NoLeave | Refused | Unreachable


@dataclass(frozen=True, slots=True)
class Submitted:
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    session: ClerkSession = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class LeaseOpened:
    session: ClerkSession = field(repr=False)


@dataclass(frozen=True, slots=True)
class LeaseRefused:
    reason: LeaseRefusal


Event: TypeAlias = Submitted | Accepted | Failed | LeaseOpened | LeaseRefused


@dataclass(frozen=True, slots=True)
class CheckPassword:
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enter:
    username: str
    session: ClerkSession = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeepLease:
    username: str
    password: str = field(repr=False)
    lease: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TryLease:
    username: str
    password: str = field(repr=False)


Effect: TypeAlias = CheckPassword | Enter | KeepLease | TryLease


def _submit(state: Entry | Refused | Unreachable | NoLeave, event: Submitted) -> Step[State, Effect]:
    username = event.username.strip()
    if not username or not event.password:
        return Step(state)
    return Step(Checking(username, state.locked, event.password), (CheckPassword(username, event.password),))


def _accept(state: Checking, event: Accepted) -> Step[State, Effect]:
    keep = KeepLease(state.username, state.password, event.session.lease)
    return Step(Entry(state.username), (keep, Enter(state.username, event.session)))


def _fail(state: Checking, event: Failed) -> Step[State, Effect]:
    if event.failure.value.startswith("N"):
        opening = OpeningLease(state.username, state.locked, event.failure)
        return Step(opening, (TryLease(state.username, state.password),))
    return Step(Refused(state.username, state.locked, event.failure))


def _enter(state: OpeningLease, event: LeaseOpened) -> Step[State, Effect]:
    return Step(Entry(state.username), (Enter(state.username, event.session),))


def _refuse(state: OpeningLease, event: LeaseRefused) -> Step[State, Effect]:
    if event.reason is LeaseRefusal.NONE:
        return Step(Unreachable(state.username, state.locked, state.failure))
    return Step(NoLeave(state.username, state.locked, state.failure, event.reason))


TABLE: Table[State, Effect] = {
    (Entry, Submitted): _submit,
    (Refused, Submitted): _submit,
    (Unreachable, Submitted): _submit,
    (NoLeave, Submitted): _submit,
    (Checking, Accepted): _accept,
    (Checking, Failed): _fail,
    (OpeningLease, LeaseOpened): _enter,
    (OpeningLease, LeaseRefused): _refuse,
}
