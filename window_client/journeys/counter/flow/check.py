"""Everything once more, then one hand-in for each item; each is saved before the next, and none twice."""

from dataclasses import replace

from domain.flow.machine import Step
from domain.text import Text, text
from window_client.draft.application import ItemHandedIn, RepeatExplained, SignatureGiven
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Check, Saved, Saving, State

Next = Step[State, on.Effect]


def hindrance(desk: Desk) -> Text | None:
    """The first thing that must be done before anything is handed in."""
    if problem := incomplete(desk):
        return problem
    if unsigned := desk.unsigned():
        return text("counter_signing.missing", item=unsigned[0].name)
    return text("counter_repeat.reason_missing") if desk.repeats and not desk.application.repeat_reason else None


def incomplete(desk: Desk) -> Text | None:
    """The first thing that is missing of what the citizen signs."""
    application = desk.application
    if application.applicant is None:
        return text("counter.applicant_missing")
    if not desk.items:
        return text("counter.items_missing")
    if questions := desk.open_questions():
        return text("counter.question_open", item=questions[0].name)
    if problems := desk.form_problems():
        return text("counter.form_incomplete", n=len(problems))
    if unfiled := desk.unfiled():
        return text("counter.pages_unfiled", n=unfiled)
    required = [line for line in desk.missing() if line.necessity == "required"]
    return text("counter.paper_missing", name=required[0].name) if required else None


def signature_asked(state: Check, _event: on.SignatureAsked) -> Next:
    """Over what is complete: otherwise it would be void at once."""
    problem = incomplete(state.desk)
    if problem or state.desk.application.slips:
        return Step(replace(state, problem=problem))
    return Step(Check(state.desk, "asked"), (on.AskSignature(),))


def signature_came(state: Check, event: on.SignatureCame) -> Next:
    change = SignatureGiven(event.signature)
    return Step(Check(state.desk.after(change)), (on.Note(change),))


def signature_refused(state: Check, _event: on.SignatureRefused) -> Next:
    return Step(Check(state.desk, "refused"))


def signature_dropped(state: Check, _event: on.SignatureDropped) -> Next:
    return Step(Check(state.desk))


def commit_asked(state: Check, _event: on.CommitAsked) -> Next:
    problem = hindrance(state.desk)
    if problem:
        return Step(Check(state.desk, problem=problem))
    return Step(Saving(state.desk), (on.Save(state.desk.application),))


def repeat_reasoned(state: Check, event: on.RepeatReasoned) -> Next:
    change = RepeatExplained(event.reason.strip())
    return Step(replace(state, desk=state.desk.after(change), problem=None), (on.Note(change),))


def item_saved(state: Saving, event: on.ItemSaved) -> Next:
    change = ItemHandedIn(event.slip)
    desk = state.desk.after(change)
    if not desk.application.is_handed_in:
        return Step(Saving(desk), (on.Note(change),))
    return Step(Saved(desk), (on.Note(change), on.PrintReceipts(desk.application)))


def save_failed(state: Saving, event: on.SaveFailed) -> Next:
    """Nothing is lost: what is saved has its slip, the rest can be handed in again."""
    return Step(Check(state.desk, trouble=event.failure))


def receipt_out(state: Saved, event: on.ReceiptOut) -> Next:
    return Step(replace(state, printed=state.printed | {event.code}))


def printer_failed(state: Saved, event: on.PrinterFailed) -> Next:
    return Step(replace(state, trouble=event.failure))


def print_asked(state: Saved, _event: on.PrintAsked) -> Next:
    return Step(replace(state, trouble=None), (on.PrintReceipts(state.desk.application),))


def done_asked(state: Saved, _event: on.DoneAsked) -> Next:
    return Step(state, (on.Erase(),))
