"""What the maintenance screen says."""

from domain.failures import text_key
from domain.text import text
from kiosk.journeys.maintenance import flow
from kiosk.journeys.maintenance.flow import Locked, Opened, State
from kiosk.page.parts import Action, Choice, Choices, Fact, Facts, Page, Remark, Step

_LOCK = Action("maintenance.lock", text("maintenance.lock"), flow.LockAsked())
_TESTS = Choices(
    (
        Choice("maintenance.test_line", text("maintenance_tests.line"), flow.LineAsked(),
               text("maintenance_tests.line_hint")),
        Choice("maintenance.test_sheet", text("maintenance_tests.sheet"), flow.SheetAsked(),
               text("maintenance_tests.sheet_hint")),
    ),
    text("maintenance_tests.title"),
)  # fmt: skip


def present(state: State) -> Page:
    match state:
        case Locked(refused):
            trouble = text(text_key(refused)) if refused is not None else ""
            hint = text("maintenance.locked_hint")
            step = Step("tools", text("maintenance.locked"), hint, trouble, moving=not trouble)
            return Page(parts=(step,), left=(_LOCK,))
        case Opened():
            return _opened(state)


def _opened(state: Opened) -> Page:
    wrong = [point for point in state.points if not point.fine]
    summary = (
        Remark(text("maintenance.wrong", n=len(wrong)), "warning", "maintenance.summary")
        if wrong
        else Remark(text("maintenance.fine"), "success", "maintenance.summary")
    )
    note = () if state.note is None else (Remark(state.note, name="maintenance.note"),)
    rows = tuple(Fact(point.subject, point.words) for point in (*wrong, *(p for p in state.points if p.fine)))
    return Page(
        text("maintenance.title"),
        (*note, *((summary,) if state.points else ()), Facts(rows)),
        beside=(_TESTS,),
        left=(_LOCK,),
        right=(
            Action("maintenance.print", text("maintenance.print"), flow.PrintAsked()),
            Action("maintenance.look", text("maintenance.look"), flow.LookAsked()),
        ),
    )
