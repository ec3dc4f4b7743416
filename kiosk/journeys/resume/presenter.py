"""One line to write in; what was found is named before it opens."""

from domain.clock import CHINA
from domain.failures import text_key
from domain.text import text
from kiosk.journeys.resume import flow
from kiosk.journeys.resume.flow import (
    Asking,
    Found,
    Kept,
    KeptUnknown,
    LookingBack,
    NotHere,
    NotProven,
    Own,
    State,
    Typing,
)
from kiosk.page import usual
from kiosk.page.parts import Action, Choice, Choices, Entry, Fact, Facts, Page, Remark, Step

_LEAVE = flow.LeaveAsked()
_HOME = usual.home("resume", _LEAVE)
_ANEW = Action("resume.anew", text("kept_answer.anew"), flow.AnewAsked())


def present(state: State) -> Page:
    match state:
        case NotProven():
            step = Step("warning", text("resume.not_proven"), text("resume.not_proven_hint"))
            return Page(parts=(step,), right=(_HOME,))
        case LookingBack():
            return usual.asking("resume", _LEAVE, text("kept_answer.looking"))
        case Kept():
            return _kept(state)
        case KeptUnknown():
            step = Step("warning", text("kept_answer.unknown"), text("kept_answer.unknown_hint"))
            again = Action("resume.own_again", text("service.retry"), flow.OwnAsked())
            return Page(parts=(step,), left=(_HOME, _ANEW), right=(again,))
        case Typing():
            return _typing(state)
        case Asking():
            return usual.asking("resume", _LEAVE, text("resume.asking"))
        case Found():
            return _found(state)
        case NotHere(reason, may_begin):
            step = Step("warning", text("resume.not_here"), reason)
            return Page(parts=(step,), left=(_ANEW,) if may_begin else (), right=(_HOME,))


def _typing(state: Typing) -> Page:
    error = text(text_key(state.failure)) if state.failure else ""
    line = Entry("resume.code", text("resume.code"), state.typed, flow.CodeTyped, hint=text("resume.hint"), error=error)
    done = Action("resume.look", text("resume.look"), flow.TypingDone(), enabled=bool(state.typed))
    own = (Choices(tuple(map(_own, state.own)), text("unfinished.own")),) if state.own else ()
    how = Remark(text("unfinished.or_code" if state.own else "resume.scan"))
    if own:
        return Page(text("resume.title"), own, beside=(how, line), left=(_HOME,), right=(done,))
    if state.own_unknown:
        unknown = Remark(text("unfinished_unknown.hint"), "warning")
        again = Action("resume.own_again", text("service.retry"), flow.OwnAsked())
        return Page(text("resume.title"), (unknown, how, line), left=(_HOME,), right=(again, done))
    return Page(text("resume.title"), (how, line), left=(_HOME,), right=(done,))


def _kept(state: Kept) -> Page:
    """Nothing is replaced unless it is chosen."""
    own = state.own
    local = own.saved_at.astimezone(CHINA)
    below = text("kept_answer.go_on_hint", month=local.month, day=local.day, time=f"{local:%H:%M}", n=own.pages)
    both = Choices(
        (
            Choice("resume.kept", text("kept_answer.go_on"), flow.GoOnAsked(), below, own.for_whom),
            Choice("resume.anew", text("kept_answer.anew"), flow.AnewAsked(), text("kept_answer.anew_hint")),
        ),
        own.item_name,
    )
    trouble = (Remark(text(text_key(state.failure)), "error", "resume.trouble"),) if state.failure else ()
    return Page(text("kept_answer.title"), (*trouble, both), left=(_HOME,))


def _own(one: Own) -> Choice:
    local = one.saved_at.astimezone(CHINA)
    at = text("common.moment", year=local.year, month=local.month, day=local.day, time=f"{local:%H:%M}")
    name = text("unfinished.correction", item=one.item_name) if one.is_correction else one.item_name
    return Choice(f"resume.own.{one.case_id}", name, flow.OwnChosen(one.case_id), at, one.for_whom)


def _found(state: Found) -> Page:
    facts = Facts(
        (
            Fact(text("resume.item"), state.item_name, "resume.item"),
            Fact(text("resume.pages"), text("resume.pages_count", n=state.pages)),
        ),
        strong=True,
    )
    lacking = Remark(text("resume.on_their_way", n=state.on_their_way), "warning")
    go_on = Action("resume.go_on", text("resume.go_on"), flow.GoOnAsked())
    parts = (facts, lacking) if state.on_their_way else (facts,)
    return Page(text("resume.found"), parts, left=(_HOME,), right=(go_on,))
