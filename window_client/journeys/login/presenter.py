"""What the login screen shows for a state."""

from dataclasses import dataclass
from typing import Literal

from domain.failures import FailureCode, text_key
from domain.text import Text, text
from window_client.journeys.login.flow import Checking, NoLeave, OpeningLease, Refused, State, Unreachable


@dataclass(frozen=True, slots=True)
class LoginProps:
    heading: Text
    username: str
    busy: bool
    submit: Text
    message: Text | None
    message_kind: Literal["info", "warning", "error"]
    advice: Text | None


def present(state: State) -> LoginProps:
    message, kind, advice = _message(state)
    return LoginProps(
        heading=text("window_login.locked" if state.locked else "window_login.heading"),
        username=state.username,
        busy=isinstance(state, Checking | OpeningLease),
        submit=text("window_login.checking" if isinstance(state, Checking | OpeningLease) else "window_login.submit"),
        message=message,
        message_kind=kind,
        advice=advice,
    )


def _message(state: State) -> tuple[Text | None, Literal["info", "warning", "error"], Text | None]:
    match state:
        case Unreachable(failure=failure):
            return _sentence(failure), "warning", text("window_login.advice_line", code=failure.value)
        case NoLeave(failure=failure, reason=reason):
            advice = text(f"window_offline.advice_{reason.value}", code=failure.value)
            return text(f"window_offline.refused_{reason.value}"), "error", advice
        case Refused(failure=failure):
            return _sentence(failure), "error", text("window_login.advice_refused", code=failure.value)
        case _:
            return (text("window_login.locked_hint") if state.locked else None), "info", None


def _sentence(failure: FailureCode) -> Text:
    """The platform refuses a password and an old session with one code; here it is the password."""
    if failure.name == "CLERK_REFUSED":
        return text("window_login.wrong_password")
    return text(text_key(failure))
