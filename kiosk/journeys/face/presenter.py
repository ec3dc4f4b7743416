"""The notice says what is done, for what, and what happens without; every screen has a way on without the camera."""

from collections.abc import Callable

from domain.failures import FailureCode, text_key
from domain.text import Text, text
from kiosk.journeys.face import flow
from kiosk.journeys.face.flow import Asking, Looking, State, Unsettled, Verifying, Vouching
from kiosk.page.parts import Action, Choice, Choices, Page, Remark, Step


def present(state: State, new_job: Callable[[], str]) -> Page:
    match state:
        case Asking():
            return _asking(state, new_job())
        case Looking():
            step = Step("eye", text("face.look"), text("face.look_hint"), moving=True)
            return Page(parts=(step,), left=(Action("face.stop", text("face.stop"), flow.StopAsked()),))
        case Unsettled():
            return _unsettled(state, new_job())
        case Vouching(_, failure):
            trouble = text(text_key(failure)) if failure else ""
            step = Step("person", text("identify_more.vouch"), text("identify_more.vouch_hint"), trouble,
                        moving=not trouble)  # fmt: skip
            return Page(parts=(step,), left=(_LEAVE, Action("face.back", text("face.back"), flow.BackAsked())))
        case Verifying():
            step = Step("progress", text("identify_more.verifying"), text("identify_more.verifying_hint"), moving=True)
            return Page(parts=(step,), left=(_LEAVE,))


_LEAVE = Action("face.leave", text("face.leave"), flow.LeaveAsked())


def _asking(state: Asking, job_id: str) -> Page:
    return Page(
        title=text("face.title"),
        parts=(Remark(text("face.purpose")), Remark(text("face.keeps_nothing")), Remark(_without(state))),
        beside=(_other_ways(state),),
        left=(_LEAVE,),
        right=(Action("face.agree", text("face.agree"), flow.Agreed(job_id)),),
    )


def _unsettled(state: Unsettled, job_id: str) -> Page:
    if isinstance(state.result, FailureCode):
        step = Step("warning", text("face.failed"), _without(state), text(text_key(state.result)))
    else:
        step = Step("warning", text(f"face.{state.result}"), text(f"face.{state.result}_hint"))
    again = (Action("face.again", text("face.again"), flow.Agreed(job_id)),) if state.may_retry else ()
    return Page(parts=(step,), beside=(_other_ways(state),), left=(_LEAVE,), right=again)


def _without(state: Asking | Unsettled) -> Text:
    return text("face.without_staff" if state.staff else "face.without_go_on")


def _other_ways(state: Asking | Unsettled) -> Choices:
    staff = Choice("face.staff", text("face.staff"), flow.StaffAsked(), text("face.staff_hint"))
    hint = text("face.result_goes_along") if isinstance(state, Unsettled) and state.result == "no_match" else ""
    without = Choice("face.without", text("face.without"), flow.WithoutAsked(), hint)
    return Choices((staff,) if state.staff else (without, staff))
