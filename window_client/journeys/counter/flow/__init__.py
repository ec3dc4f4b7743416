"""The counter's transition table. The clerk may go to any step at any time; only handing in looks at everything."""

from dataclasses import replace
from typing import TypeGuard

from domain.flow.machine import Step, Table
from domain.text import text
from window_client.draft.application import STAGES, Stage, StageReached
from window_client.journeys.counter.flow import check, events, form, paper, reception, taking_up
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Check, Continuing, Form, Paper, Reception, Saved, Saving, State

__all__ = ["TABLE", "Check", "Continuing", "Desk", "Form", "Paper", "Reception", "Saved", "Saving", "State", "at_stage"]

Next = Step[State, events.Effect]
_Open = Reception | Form | Paper | Check


def at_stage(desk: Desk) -> State:
    """Where a draft goes on."""
    if desk.application.slips:
        return Saved(desk) if desk.application.is_handed_in else Check(desk)
    stages: dict[Stage, State] = {
        "reception": Reception(desk), "form": Form(desk), "paper": Paper(desk), "check": Check(desk),
    }  # fmt: skip
    return stages[desk.application.stage]


def _to(state: _Open, stage: Stage) -> Next:
    """Not while paper is moving, nor once the first item is handed in."""
    if state.desk.application.slips:
        return Step(state)
    if _is_scanning(state):
        return Step(replace(state, problem=text("counter.scan_first")))
    change = StageReached(stage)
    return Step(at_stage(state.desk.after(change)), (events.Note(change),))


def _is_scanning(state: _Open) -> TypeGuard[Paper]:
    return isinstance(state, Paper) and state.scan is not None


def _stage_asked(state: _Open, event: events.StageAsked) -> Next:
    return _to(state, event.stage)


def _next(state: Reception | Form | Paper, _event: events.NextAsked) -> Next:
    if isinstance(state, Form) and not state.problems and (problems := state.desk.form_problems()):
        # Once is enough: who goes on all the same will be told again before the hand-in.
        return Step(Form(state.desk, problems), (events.ShowField(next(iter(problems))),))
    return _to(state, STAGES[STAGES.index(state.desk.application.stage) + 1])


def _back(state: _Open, _event: events.BackAsked) -> Next:
    at = STAGES.index(state.desk.application.stage)
    if at and not state.desk.application.slips:
        return _to(state, STAGES[at - 1])
    return _park(state, events.ParkAsked())


def _park(state: _Open, _event: events.ParkAsked) -> Next:
    if _is_scanning(state):
        return Step(replace(state, problem=text("counter.scan_first")))
    return Step(state, (events.Park(),))


def _discard(state: _Open, _event: events.DiscardAsked) -> Next:
    """What is handed in already is not given up by it; what was begun elsewhere can be continued there."""
    mine = tuple(item.case_id for item in state.desk.application.items)
    return Step(state, (events.StopScan(), events.PutBack(mine), events.Erase()))


def _drafts_seen(state: Form | Paper | Check, event: events.DraftsSeen) -> Next:
    return Step(replace(state, desk=replace(state.desk, drafts=event.drafts)))


def _earlier_seen(state: _Open, event: events.EarlierSeen) -> Next:
    return Step(replace(state, desk=replace(state.desk, earlier=event.earlier)))


_OPEN = (Reception, Form, Paper, Check)
TABLE: Table[State, events.Effect] = {
    (Reception, events.CardSeen): reception.card_seen,
    (Reception, events.PersonTyped): reception.person_typed,
    (Reception, events.OrganisationTyped): reception.organisation_typed,
    (Reception, events.RoleChosen): reception.role_chosen,
    (Reception, events.Searched): reception.searched,
    (Reception, events.Found): reception.found,
    (Reception, events.ItemsTaken): reception.items_taken,
    (Reception, events.ItemDropped): reception.item_dropped,
    (Reception, events.Answered): reception.answered,
    (Reception, events.DraftsSeen): reception.drafts_seen,
    (Reception, events.DraftTaken): reception.draft_taken,
    (Reception, events.ContinueAsked): taking_up.continue_asked,
    (Continuing, events.ContinueCame): taking_up.continue_came,
    (Continuing, events.ContinueFailed): taking_up.continue_failed,
    (Form, events.Filled): form.filled,
    (Paper, events.ScanAsked): paper.scan_asked,
    (Paper, events.StopAsked): paper.stop_asked,
    (Paper, events.PageReady): paper.page_ready,
    (Paper, events.PageLost): paper.page_lost,
    (Paper, events.ScanEnded): paper.scan_ended,
    (Paper, events.ScanBroke): paper.scan_broke,
    (Paper, events.Stepped): paper.stepped,
    (Paper, events.UndoAsked): paper.undo_asked,
    (Paper, events.RedoAsked): paper.redo_asked,
    (Paper, events.TargetAsked): paper.target_asked,
    (Paper, events.ComposeAsked): paper.compose_asked,
    (Paper, events.CardNotFound): paper.card_not_found,
    (Check, events.SignatureAsked): check.signature_asked,
    (Check, events.SignatureCame): check.signature_came,
    (Check, events.SignatureRefused): check.signature_refused,
    (Check, events.SignatureDropped): check.signature_dropped,
    (Check, events.RepeatReasoned): check.repeat_reasoned,
    (Check, events.CommitAsked): check.commit_asked,
    (Saving, events.ItemSaved): check.item_saved,
    (Saving, events.SaveFailed): check.save_failed,
    (Saved, events.ReceiptOut): check.receipt_out,
    (Saved, events.PrinterFailed): check.printer_failed,
    (Saved, events.PrintAsked): check.print_asked,
    (Saved, events.DoneAsked): check.done_asked,
    **{(kind, events.StageAsked): _stage_asked for kind in _OPEN},
    **{(kind, events.NextAsked): _next for kind in (Reception, Form, Paper)},
    **{(kind, events.BackAsked): _back for kind in _OPEN},
    **{(kind, events.ParkAsked): _park for kind in _OPEN},
    **{(kind, events.DiscardAsked): _discard for kind in _OPEN},
    **{(kind, events.EarlierSeen): _earlier_seen for kind in _OPEN},
    **{(kind, events.DraftsSeen): _drafts_seen for kind in (Form, Paper, Check)},
}
