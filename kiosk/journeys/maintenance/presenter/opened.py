"""What was looked at, and the tests."""

from domain.text import text
from kiosk.journeys.maintenance import flow
from kiosk.journeys.maintenance.presenter.buttons import LOCK
from kiosk.page.parts import Action, Choice, Choices, Fact, Facts, Page, Remark

_TESTS = (
    Choice("maintenance.test_line", text("maintenance_tests.line"), flow.LineAsked(),
           text("maintenance_tests.line_hint")),
    Choice("maintenance.test_sheet", text("maintenance_tests.sheet"), flow.SheetAsked(),
           text("maintenance_tests.sheet_hint")),
)  # fmt: skip
_ACCEPT = Choice("maintenance.accept_sheet", text("maintenance_sheet.accept"), flow.ReferenceAccepted(),
                 text("maintenance_sheet.accept_hint"))  # fmt: skip
_WORK = Choices(
    (
        Choice("maintenance.logs", text("maintenance_logs.save"), flow.LogsAsked(), text("maintenance_logs.hint")),
        Choice("maintenance.renew", text("maintenance_renewal.title"), flow.RenewAsked(),
               text("maintenance_renewal.title_hint")),
        Choice("maintenance.touch", text("maintenance_touch.title"), flow.TouchAsked(),
               text("maintenance_touch.title_hint")),
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
    tests = Choices((*_TESTS, _ACCEPT) if state.may_accept else _TESTS, text("maintenance_tests.title"))
    rows = tuple(Fact(point.subject, point.words) for point in (*wrong, *(p for p in state.points if p.fine)))
    return Page(
        text("maintenance.title"),
        (*_notes(state), *((summary,) if state.points else ()), Facts(rows)),
        beside=(tests, _WORK, *_stock(state)),
        left=(LOCK,),
        right=(
            Action("maintenance.print", text("maintenance.print"), flow.PrintAsked()),
            Action("maintenance.look", text("maintenance.look"), flow.LookAsked()),
        ),
    )


def _notes(state: flow.Opened) -> tuple[Remark, ...]:
    said = (("maintenance.note", state.note), ("maintenance.drift", state.drift))
    return tuple(Remark(words, name=name) for name, words in said if words is not None)


def _stock(state: flow.Opened) -> tuple[Choices, ...]:
    """One touch after a change counts from there."""
    rows = tuple(
        Choice(f"maintenance.refill_{stock.kind}", text(f"maintenance_stock.{stock.kind}"), flow.Refilled(stock.kind),
               stock.words, "" if stock.enough else text("maintenance_stock.low"))
        for stock in state.stock
    )  # fmt: skip
    return (Choices(rows, text("maintenance_stock.title")),) if rows else ()
