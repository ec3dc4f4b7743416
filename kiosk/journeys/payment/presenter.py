"""Amounts in yuan; paid is said only when the cashier said it."""

from domain.contract.payment import Bill, Payment
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.payment import flow
from kiosk.journeys.payment.flow import Expired, Listed, Loading, NotAnswered, Paid, Starting, State, Waiting
from kiosk.page import usual
from kiosk.page.parts import Action, Choice, Choices, Code, Fact, Facts, Number, Page, Remark, Step

_LEAVE = flow.LeaveAsked()
_LIST = Action("payment.list", text("payment.list"), flow.ListAsked())


def present(state: State) -> Page:
    match state:
        case Loading() | Starting():
            return usual.asking("payment", _LEAVE)
        case Listed(bills):
            return _bills(bills.bills)
        case Waiting(payment, unanswered):
            return _code(payment, unanswered=unanswered)
        case Paid():
            return _paid(state)
        case Expired():
            step = Step("warning", text("payment.expired"), text("payment.expired_hint"))
            return Page(parts=(step,), left=(usual.home("payment", _LEAVE),), right=(_LIST,))
        case NotAnswered(failure):
            return usual.failed("payment", failure, _LEAVE, flow.ListAsked())


def yuan(cents: int) -> Text:
    return text("common.yuan", amount=f"{cents // 100}.{cents % 100:02d}")


def _bills(bills: tuple[Bill, ...]) -> Page:
    due = [bill for bill in bills if not bill.paid]
    if not due:
        return usual.nothing("payment", text("payment.none"), _LEAVE)
    rows = tuple(
        Choice(f"payment.bill.{bill.bill_no}", bill.purpose, flow.BillChosen(bill.bill_no), bill.unit, yuan(bill.cents))
        for bill in due
    )
    return Page(text("payment.title"), (Choices(rows),), left=(usual.home("payment", _LEAVE),))


def _code(payment: Payment, *, unanswered: bool) -> Page:
    remark = Remark(text("payment.unanswered" if unanswered else "payment.wait"), "warning" if unanswered else "info")
    amount = Number(text("payment.amount"), yuan(payment.bill.cents), "payment.sum")
    return Page(
        title=text("payment.scan"),
        parts=(remark, amount, Facts(_bill(payment.bill))),
        beside=(Code(payment.qr_payload, text("payment.code"), "payment.qr"),),
        left=(usual.home("payment", _LEAVE), _LIST),
    )


def _paid(state: Paid) -> Page:
    printed = Remark(text("payment.printing" if state.printing else "payment.printed"), "info")
    if state.receipt_failure is not None:
        printed = Remark(text(text_key(state.receipt_failure)), "error", "payment.trouble")
    again = Action("payment.print", text("payment.print"), flow.PrintAsked(), enabled=not state.printing)
    return Page(
        title=text("payment.paid"),
        parts=(Remark(text("payment.paid_hint"), "success"), printed, _facts(state.payment)),
        left=(again, _LIST),
        right=(usual.home("payment", _LEAVE),),
    )


def _facts(payment: Payment) -> Facts:
    receipt = (Fact(text("payment.receipt_no"), payment.receipt_no, "payment.receipt"),) if payment.receipt_no else ()
    amount = Fact(text("payment.amount"), yuan(payment.bill.cents))
    return Facts((*_bill(payment.bill), amount, *receipt))


def _bill(bill: Bill) -> tuple[Fact, ...]:
    return (
        Fact(text("payment.purpose"), bill.purpose),
        Fact(text("payment.unit"), bill.unit),
        Fact(text("payment.bill_no"), bill.bill_no),
    )
