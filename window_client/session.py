"""Who is at the window: nobody, a clerk, or a clerk who went away for a while."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from domain.contract.clerk import ClerkSession
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class LoggedOut:
    pass


@dataclass(frozen=True, slots=True)
class LoggedIn:
    username: str
    session: ClerkSession = field(repr=False)


@dataclass(frozen=True, slots=True)
class Locked:
    """The work is kept behind the lock; only its clerk gets it back."""

    username: str
    session: ClerkSession = field(repr=False)


State: TypeAlias = LoggedOut | LoggedIn | Locked


@dataclass(frozen=True, slots=True)
class Authenticated:
    username: str
    session: ClerkSession = field(repr=False)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The clerk worked under a lease; the line is back and the platform opened a session."""

    session: ClerkSession = field(repr=False)


@dataclass(frozen=True, slots=True)
class LockAsked:
    """Idle too long, the key was pressed, or the platform no longer knows the session."""


@dataclass(frozen=True, slots=True)
class LogoutAsked:
    pass


Event: TypeAlias = Authenticated | Renewed | LockAsked | LogoutAsked


class Effect(Enum):
    WIPE = "wipe"
    """Forget every case, page and word of the clerk who was here."""
    PUT_AWAY = "put away"
    """As wiping, but the clerk who was here finds it again."""
    BEGIN = "begin"
    LOCK = "lock"
    RESUME = "resume"
    REFRESH = "refresh"


def _enter(_state: LoggedOut, event: Authenticated) -> Step[State, Effect]:
    return Step(LoggedIn(event.username, event.session), (Effect.BEGIN,))


def _renew(state: LoggedIn, event: Renewed) -> Step[State, Effect]:
    return Step(LoggedIn(state.username, event.session), (Effect.REFRESH,))


def _lock(state: LoggedIn, _event: LockAsked) -> Step[State, Effect]:
    return Step(Locked(state.username, state.session), (Effect.LOCK,))


def _unlock(state: Locked, event: Authenticated) -> Step[State, Effect]:
    """Another clerk takes over an empty desk; the first one's work is put away."""
    entered = LoggedIn(event.username, event.session)
    if event.username == state.username:
        return Step(entered, (Effect.RESUME,))
    return Step(entered, (Effect.PUT_AWAY, Effect.BEGIN))


def _leave(_state: LoggedIn | Locked, _event: LogoutAsked) -> Step[State, Effect]:
    return Step(LoggedOut(), (Effect.WIPE,))


TABLE: Table[State, Effect] = {
    (LoggedOut, Authenticated): _enter,
    (LoggedIn, Renewed): _renew,
    (LoggedIn, LockAsked): _lock,
    (LoggedIn, LogoutAsked): _leave,
    (Locked, Authenticated): _unlock,
    (Locked, LogoutAsked): _leave,
}
