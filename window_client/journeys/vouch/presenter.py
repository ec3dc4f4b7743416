"""What the clerk still has to do, or the code with the person masked and the time left."""

from dataclasses import dataclass, field
from typing import Literal

from domain.failures import text_key
from domain.identity.masking import mask_id_strong, mask_name
from domain.text import Text, text
from window_client.journeys.vouch.flow import Asking, Compared, Entering, Showing, State, Wrong

Kind = Literal["info", "success", "warning", "error"]
NOTHING_WRONG = Wrong()


@dataclass(frozen=True, slots=True)
class VouchProps:
    message: Text
    kind: Kind
    wrong: Wrong = NOTHING_WRONG
    busy: bool = False
    code: str = field(default="", repr=False)
    """Empty: the form is in front."""
    who: str = ""
    left: Text | None = None


def masked(person: Compared) -> str:
    return f"{mask_name(person.name)}  {mask_id_strong(person.request.id_number)}"


def present(state: State) -> VouchProps:
    match state:
        case Entering(wrong, trouble, is_over):
            if trouble:
                return VouchProps(text(text_key(trouble)), "error")
            if is_over:
                return VouchProps(text("window_vouch.over"), "warning")
            return VouchProps(text("window_vouch.form_hint"), "info", wrong)
        case Asking():
            return VouchProps(text("window_vouch.asking"), "info", busy=True)
        case Showing():
            return _code(state)


def _code(state: Showing) -> VouchProps:
    words, kind = _of_the_slip(state)
    seconds = max(0, int((state.ticket.expires_at - state.now).total_seconds()))
    left = text("window_vouch.left", left=f"{seconds // 60}:{seconds % 60:02}")
    return VouchProps(words, kind, code=state.ticket.code, who=masked(state.person), left=left)


def _of_the_slip(state: Showing) -> tuple[Text, Kind]:
    if state.trouble:
        return text("window_vouch.not_printed", code=state.trouble.value), "error"
    if state.is_printed:
        return text("window_vouch.printed"), "success"
    return text("window_vouch.printing" if state.job else "window_vouch.show"), "info"
