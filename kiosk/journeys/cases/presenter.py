"""State, dates and steps; a correction names its points and asks for the receipt, which proves whose it is."""

from datetime import datetime

from domain.clock import CHINA
from domain.contract.progress import CaseProgress
from domain.text import Text, text
from kiosk.journeys.cases import flow
from kiosk.journeys.cases.flow import Listed, Loading, NotAnswered, Shown, State
from kiosk.page import usual
from kiosk.page.parts import Action, Choice, Choices, Fact, Facts, Page, Remark

_LEAVE = flow.LeaveAsked()
_HOME = usual.home("cases", _LEAVE)


def present(state: State) -> Page:
    match state:
        case Loading():
            return usual.asking("cases", _LEAVE)
        case Listed(mine):
            if not mine.cases:
                return usual.nothing("cases", text("cases.none"), _LEAVE)
            return Page(text("cases.title"), (Choices(tuple(map(_row, mine.cases))),), left=(_HOME,))
        case Shown(_, case):
            back = Action("cases.list", text("cases.list"), flow.ListAsked())
            return Page(case.item_name, _parts(case), left=(back,), right=(_HOME,))
        case NotAnswered(failure):
            return usual.failed("cases", failure, _LEAVE, flow.ListAsked())


def _row(case: CaseProgress) -> Choice:
    number = case.official_no or case.temporary_no
    return Choice(f"cases.case.{case.case_id}", case.item_name, flow.CaseChosen(case.case_id), number, _state(case))


def _state(case: CaseProgress) -> Text:
    return text(f"case_state.{case.state.lower()}")


def _parts(case: CaseProgress) -> tuple[Remark | Facts, ...]:
    facts = Facts(
        (
            Fact(text("cases.state"), _state(case), "cases.state"),
            Fact(text("progress.number"), case.official_no or case.temporary_no),
            Fact(text("progress.authority"), case.authority),
            Fact(text("progress.received"), _moment(case.received_at)),
        ),
        strong=True,
    )
    steps = Facts(
        tuple(Fact(_moment(step.at), text(f"case_state.{step.state.lower()}")) for step in case.steps),
        text("progress.line"),
    )
    points = case.correction.points if case.correction else ()
    corrections = tuple(Remark(f"{point.name}: {point.reason}", "warning") for point in points)
    how = (Remark(text("cases.correct_hint")),) if points else ()
    return (*corrections, *how, facts, steps)


def _moment(at: datetime) -> Text:
    local = at.astimezone(CHINA)
    return text("common.moment", year=local.year, month=local.month, day=local.day, time=f"{local:%H:%M}")
