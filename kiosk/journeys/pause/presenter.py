"""The code, large enough to be copied; the slip is a comfort."""

from domain.failures import text_key
from domain.text import text
from kiosk.journeys.pause import flow
from kiosk.journeys.pause.flow import NotSaved, Saved, Saving, State
from kiosk.page import usual
from kiosk.page.parts import Action, Number, Page, Remark, Step

_LEAVE = flow.LeaveAsked()
_GO_ON = Action("pause.go_on", text("pause.go_on"), flow.GoOnAsked())


def present(state: State) -> Page:
    match state:
        case Saving():
            return usual.asking("pause", _LEAVE, text("pause.saving"))
        case Saved():
            return _saved(state)
        case NotSaved(failure):
            step = Step("warning", text("pause.not_saved"), text("pause.not_saved_hint"), text(text_key(failure)))
            retry = Action("pause.retry", text("service.retry"), flow.RetryAsked())
            return Page(parts=(step,), left=(usual.home("pause", _LEAVE), _GO_ON), right=(retry,))


def _saved(state: Saved) -> Page:
    told = text("pause.printing") if state.printing else text("pause.printed")
    slip = Remark(told) if state.failure is None else Remark(text(text_key(state.failure)), "warning", "pause.trouble")
    again = Action("pause.again", text("pause.again"), flow.PrintAsked(), enabled=not state.printing)
    return Page(
        title=text("pause.title"),
        parts=(
            Remark(text("pause.saved"), "success"),
            Number(text("pause.code"), state.code, "pause.code"),
            Remark(text("pause.how")),
            slip,
        ),
        left=(again, _GO_ON),
        right=(usual.home("pause", _LEAVE),),
    )
