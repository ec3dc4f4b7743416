"""The scanning workbench: pages come in by themselves, the clerk orders and mends them."""

from dataclasses import replace

from domain.flow.machine import Step
from domain.text import text
from window_client.draft.application import Change, PaperHandled, Redone, TargetChosen, Undone
from window_client.draft.filing import filed
from window_client.draft.pages import Page
from window_client.draft.steps import Arrived, PileStep, Rescanned
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.states import Paper, Scan, State

Next = Step[State, on.Effect]


def noted(state: Paper, change: Change) -> Next:
    desk = state.desk.after(change)
    return Step(replace(state, desk=desk, problem=None), (on.Note(change),))


def scan_asked(state: Paper, event: on.ScanAsked) -> Next:
    """One scan at a time: the key of a scan under way is no second scan."""
    if state.scan:
        return Step(state)
    scan = Scan(event.job_id, event.after, event.replacing)
    return Step(replace(state, scan=scan, trouble=None, problem=None), (on.StartScan(event.job_id, event.source),))


def stop_asked(state: Paper, _event: on.StopAsked) -> Next:
    return Step(state, (on.StopScan(),) if state.scan else ())


def page_ready(state: Paper, event: on.PageReady) -> Next:
    """Also of a scan that is no longer this one's: a page that was sealed is never dropped."""
    scan = _scan_of(state, event.page.batch)
    after = noted(state, PaperHandled(_arrival(state, event, scan)))
    if scan is None:
        return after
    scan = replace(scan, after=event.page.id if scan.after else "", replacing="", arrived=scan.arrived + 1)
    assert isinstance(after.state, Paper)
    return Step(_settled(after.state, scan), after.effects)


def page_lost(state: Paper, event: on.PageLost) -> Next:
    """The scan stops: the sheet in the tray is the one to go on from."""
    scan = _scan_of(state, event.job_id)
    lost = replace(state, trouble=event.failure)
    if scan is None:
        return Step(lost)
    return Step(_settled(lost, replace(scan, arrived=scan.arrived + 1)), (on.StopScan(),))


def scan_ended(state: Paper, event: on.ScanEnded) -> Next:
    scan = _scan_of(state, event.job_id)
    if scan is None:
        return Step(state)
    problem = None if event.pages else text("counter.nothing_scanned")
    return Step(_settled(replace(state, problem=problem), replace(scan, expected=event.pages)))


def scan_broke(state: Paper, event: on.ScanBroke) -> Next:
    scan = _scan_of(state, event.job_id)
    if scan is None:
        return Step(state)
    trouble = state.trouble or event.failure
    return Step(_settled(replace(state, trouble=trouble), replace(scan, expected=event.pages)))


def _scan_of(state: Paper, job_id: str) -> Scan | None:
    return state.scan if state.scan and state.scan.job_id == job_id else None


def _settled(state: Paper, scan: Scan) -> Paper:
    return replace(state, scan=None if scan.expected is not None and scan.arrived >= scan.expected else scan)


def stepped(state: Paper, event: on.Stepped) -> Next:
    return noted(state, PaperHandled(event.step))


def undo_asked(state: Paper, _event: on.UndoAsked) -> Next:
    return noted(state, Undone()) if state.desk.application.papers.can_undo else Step(state)


def redo_asked(state: Paper, _event: on.RedoAsked) -> Next:
    return noted(state, Redone()) if state.desk.application.papers.can_redo else Step(state)


def target_asked(state: Paper, event: on.TargetAsked) -> Next:
    return noted(state, TargetChosen(event.line))


def compose_asked(state: Paper, event: on.ComposeAsked) -> Next:
    """A page with both sides or one for each, on a line whose items permit the copy."""
    pile = state.desk.application.papers.pile
    sides = [page for page in pile.pages if page.id in event.sides and page.kept]
    lines = {line.id: line for line in state.desk.lines}
    if len(sides) not in (1, 2):
        return Step(replace(state, problem=text("counter_card.which_pages")))
    line = lines.get(sides[0].line)
    if line is None or any(side.line != line.id for side in sides) or not line.card_copy:
        return Step(replace(state, problem=text("counter.copy_not_permitted")))
    names = "、".join(item.name for item in state.desk.items if any(use.item_code == item.code for use in line.uses))
    return Step(replace(state, problem=None), (on.Compose(tuple(sides), names, line.id),))


def card_not_found(state: Paper, _event: on.CardNotFound) -> Next:
    return Step(replace(state, problem=text("counter_card.not_found")))


def _arrival(state: Paper, event: on.PageReady, scan: Scan | None) -> PileStep:
    if scan and scan.replacing:
        return Rescanned(scan.replacing, event.page)
    return Arrived(_filed(state, event), scan.after if scan else "")


def _filed(state: Paper, event: on.PageReady) -> Page:
    application = state.desk.application
    return filed(application.papers.pile, event.page, event.codes, state.desk.paper_lines, application.target)
