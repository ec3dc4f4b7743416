"""Locked until a permit of the platform is there: shown as a code, on a USB stick, or given for a password."""

from dataclasses import dataclass, field, replace
from typing import Any

from domain.failures import FailureCode
from domain.flow.machine import Step
from kiosk.journeys.maintenance.flow.opened import LockAsked, LookAround, Opened, Rows, leave


@dataclass(frozen=True, slots=True)
class Locked:
    refused: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class LoggingIn:
    username: str = ""
    password: str = field(repr=False, default="")
    refused: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Admitting:
    """The stick or the platform is asked."""

    login: LoggingIn | None = None
    """What to go back to; without the password."""


@dataclass(frozen=True, slots=True)
class CodeShown:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StickAsked:
    """The permit lies on a USB stick."""


@dataclass(frozen=True, slots=True)
class LoginAsked:
    pass


@dataclass(frozen=True, slots=True)
class UserTyped:
    words: str


@dataclass(frozen=True, slots=True)
class PasswordTyped:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LoginDone:
    """All is typed."""


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


@dataclass(frozen=True, slots=True)
class Permitted:
    by: str


@dataclass(frozen=True, slots=True)
class NotPermitted:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class CheckPermit:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadStick:
    pass


@dataclass(frozen=True, slots=True)
class LogIn:
    username: str
    password: str = field(repr=False)


def _check(state: Locked | LoggingIn, event: CodeShown) -> Step[Any, Any]:
    return Step(state, (CheckPermit(event.words),))


def _stick(_state: Locked, _event: StickAsked) -> Step[Any, Any]:
    return Step(Admitting(), (ReadStick(),))


def _login(_state: Locked, _event: LoginAsked) -> Step[Any, Any]:
    return Step(LoggingIn())


def _user(state: LoggingIn, event: UserTyped) -> Step[Any, Any]:
    return Step(replace(state, username=event.words, refused=None))


def _password(state: LoggingIn, event: PasswordTyped) -> Step[Any, Any]:
    return Step(replace(state, password=event.words, refused=None))


def _ask(state: LoggingIn, _event: LoginDone) -> Step[Any, Any]:
    """The password goes with the question and is not kept beside it."""
    if not (state.username and state.password):
        return Step(state)
    return Step(Admitting(LoggingIn(state.username)), (LogIn(state.username, state.password),))


def _back(_state: LoggingIn, _event: BackAsked) -> Step[Any, Any]:
    return Step(Locked())


def _open(_state: Locked | LoggingIn | Admitting, event: Permitted) -> Step[Any, Any]:
    return Step(Opened(event.by), (LookAround(),))


def _refuse(_state: Locked, event: NotPermitted) -> Step[Any, Any]:
    return Step(Locked(event.failure))


def _refuse_login(state: LoggingIn, event: NotPermitted) -> Step[Any, Any]:
    return Step(replace(state, refused=event.failure))


def _refuse_asked(state: Admitting, event: NotPermitted) -> Step[Any, Any]:
    back = Locked(event.failure) if state.login is None else LoggingIn(state.login.username, refused=event.failure)
    return Step(back)


ADMISSION_ROWS: Rows = {
    (Locked, CodeShown): _check,
    (Locked, StickAsked): _stick,
    (Locked, LoginAsked): _login,
    (Locked, Permitted): _open,
    (Locked, NotPermitted): _refuse,
    (Locked, LockAsked): leave,
    (LoggingIn, UserTyped): _user,
    (LoggingIn, PasswordTyped): _password,
    (LoggingIn, LoginDone): _ask,
    (LoggingIn, CodeShown): _check,
    (LoggingIn, Permitted): _open,
    (LoggingIn, NotPermitted): _refuse_login,
    (LoggingIn, BackAsked): _back,
    (Admitting, Permitted): _open,
    (Admitting, NotPermitted): _refuse_asked,
    (Admitting, LockAsked): leave,
}
