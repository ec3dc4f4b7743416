"""What the welcome screen says."""

from dataclasses import dataclass

from domain.text import Text, text
from kiosk.journeys.home.flow import OutOfService, State


@dataclass(frozen=True, slots=True)
class Props:
    open: bool
    reason: Text | None
    """Why the terminal cannot be used, when it cannot."""
    assist_words: Text


def present(state: State) -> Props:
    if isinstance(state, OutOfService):
        return Props(open=False, reason=state.reason, assist_words=text("home.assist_on"))
    return Props(open=True, reason=None, assist_words=text("home.assist_off" if state.assist else "home.assist_on"))
