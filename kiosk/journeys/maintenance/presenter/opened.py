"""What was looked at, and the tests."""

from domain.text import text
from kiosk.journeys.maintenance import flow
from kiosk.journeys.maintenance.presenter.buttons import LOCK
from kiosk.page.parts import Action, Choice, Choices, Fact, Facts, Page, Remark

_TESTS = Choices(
    (
        Choice("maintenance.test_line", text("maintenance_tests.line"), flow.LineAsked(),
               text("maintenance_tests.line_hint")),
        Choice("maintenance.test_sheet", text("maintenance_tests.sheet"), flow.SheetAsked(),
               text("maintenance_tests.sheet_hint")),
    ),
    text("maintenance_tests.title"),
)  # fmt: skip
_WORK = Choices(
    (
        Choice("maintenance.logs", text("maintenance_logs.save"), flow.LogsAsked(), text("maintenance_logs.hint")),
        Choice("maintenance.renew", text("maintenance_renewal.title"), flow.RenewAsked(),
               text("maintenance_renewal.title_hint")),
    ),
    text("maintenance_logs.title"),
)  # fmt: skip


def opened(state: flow.Opened) -> Page:
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
        beside=(_TESTS, _WORK, *_stock(state)),
        left=(LOCK,),
        right=(
            Action("maintenance.print", text("maintenance.print"), flow.PrintAsked()),
            Action("maintenance.look", text("maintenance.look"), flow.LookAsked()),
        ),
    )


def _stock(state: flow.Opened) -> tuple[Choices, ...]:
    """One touch after a change counts from there."""
    rows = tuple(
        Choice(f"maintenance.refill_{stock.kind}", text(f"maintenance_stock.{stock.kind}"), flow.Refilled(stock.kind),
               stock.words, "" if stock.enough else text("maintenance_stock.low"))
        for stock in state.stock
    )  # fmt: skip
    return (Choices(rows, text("maintenance_stock.title")),) if rows else ()
