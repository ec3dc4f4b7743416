"""Asks for name and password until the platform lets the clerk in."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.contract.clerk import ClerkSession
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Entry:
    """Waiting for name and password. ``locked``: the name is known, the work behind it is kept."""

    username: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Checking:
    username: str
    locked: bool


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


State: TypeAlias = Entry | Checking | Refused | Unreachable


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


Event: TypeAlias = Submitted | Accepted | Failed


@dataclass(frozen=True, slots=True)
class CheckPassword:
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enter:
    username: str
    session: ClerkSession = field(repr=False)


Effect: TypeAlias = CheckPassword | Enter


def _submit(state: Entry | Refused | Unreachable, event: Submitted) -> Step[State, Effect]:
    username = event.username.strip()
    if not username or not event.password:
        return Step(state)
    return Step(Checking(username, state.locked), (CheckPassword(username, event.password),))


def _accept(state: Checking, event: Accepted) -> Step[State, Effect]:
    return Step(Entry(state.username), (Enter(state.username, event.session),))


def _fail(state: Checking, event: Failed) -> Step[State, Effect]:
    if event.failure.value.startswith("N"):
        return Step(Unreachable(state.username, state.locked, event.failure))
    return Step(Refused(state.username, state.locked, event.failure))


TABLE: Table[State, Effect] = {
    (Entry, Submitted): _submit,
    (Refused, Submitted): _submit,
    (Unreachable, Submitted): _submit,
    (Checking, Accepted): _accept,
    (Checking, Failed): _fail,
}
