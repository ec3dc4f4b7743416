"""Nobody is pushed to a good word: all five levels look alike."""

from domain.case.evaluation import LEVELS, options_of
from domain.failures import FailureCode, text_key
from domain.text import text
from kiosk.journeys.evaluation import flow
from kiosk.journeys.evaluation.flow import NotSent, Rating, Sending, ShowCode, State, Thanked
from kiosk.page import usual
from kiosk.page.parts import Action, Choice, Levels, Page, Remark, Step

_LEAVE = flow.LeaveAsked()
_HOME = usual.home("evaluation", _LEAVE)


def present(state: State) -> Page:
    match state:
        case ShowCode(failure):
            trouble = text(text_key(failure)) if failure else ""
            step = Step("code", text("evaluation.show"), text("evaluation.show_hint"), trouble, "warning")
            return Page(parts=(step,), left=(_HOME,))
        case Rating():
            return _rating(state)
        case Sending():
            return usual.asking("evaluation", _LEAVE, text("evaluation.sending"))
        case Thanked():
            return Page(
                parts=(Step("done", text("evaluation.thanks"), text("evaluation.thanks_hint")),), right=(_HOME,)
            )
        case NotSent(_, failure) if failure is FailureCode["EVALUATION_GIVEN"]:
            # Sending it once more cannot help.
            step = Step("done", text(text_key(failure)), text("evaluation.thanks_hint"))
            return Page(parts=(step,), right=(_HOME,))
        case NotSent(_, failure):
            return usual.failed("evaluation", failure, _LEAVE, flow.RetryAsked())


def _rating(state: Rating) -> Page:
    levels = tuple(
        Choice(f"evaluation.level.{level}", text(f"evaluation.level_{level}"), flow.LevelChosen(level))
        for level in LEVELS
    )
    parts: list[Remark | Levels] = [
        Remark(text("evaluation.private")),
        Levels(levels, f"evaluation.level.{state.level}"),
    ]
    if state.level is not None:
        options = tuple(
            Choice(
                f"evaluation.option.{code}", text(f"evaluation_option.o{code}"), flow.OptionTouched(code),
                mark="chosen" if code in state.options else "",
            )
            for code in options_of(state.level)
        )  # fmt: skip
        parts.append(Levels(options, heading=text("evaluation.options")))
    send = Action("evaluation.send", text("evaluation.send"), flow.SendAsked(), enabled=state.level is not None)
    return Page(text("evaluation.title"), tuple(parts), left=(_HOME,), right=(send,))
