"""The terminal shows a code and asks whether it was paid; it never touches money. Money is in cents (分)."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.contract.payment import MyBills, Payment
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Loading:
    pass


@dataclass(frozen=True, slots=True)
class Listed:
    bills: MyBills = field(repr=False)


@dataclass(frozen=True, slots=True)
class Starting:
    bill_no: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """For the phone. A question that was not answered is asked again: the payment is safe at the cashier."""

    payment: Payment = field(repr=False)
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class Paid:
    payment: Payment = field(repr=False)
    receipt_failure: FailureCode | None = None
    printing: bool = True


@dataclass(frozen=True, slots=True)
class Expired:
    payment: Payment = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotAnswered:
    failure: FailureCode


State: TypeAlias = Loading | Listed | Starting | Waiting | Paid | Expired | NotAnswered


@dataclass(frozen=True, slots=True)
class BillsCame:
    bills: MyBills = field(repr=False)


@dataclass(frozen=True, slots=True)
class BillChosen:
    bill_no: str


@dataclass(frozen=True, slots=True)
class Told:
    """Where the payment stands."""

    payment: Payment = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ReceiptCame:
    pass


@dataclass(frozen=True, slots=True)
class ReceiptFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class PrintAsked:
    pass


@dataclass(frozen=True, slots=True)
class ListAsked:
    """Another bill, or once more from the list."""


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = (
    BillsCame | BillChosen | Told | Failed | ReceiptCame | ReceiptFailed | PrintAsked | ListAsked | LeaveAsked
)


@dataclass(frozen=True, slots=True)
class Load:
    pass


@dataclass(frozen=True, slots=True)
class Begin:
    bill_no: str


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    payment: Payment = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Load | Begin | PrintReceipt | Leave


def _listed(_state: Loading, event: BillsCame) -> Step[State, Effect]:
    return Step(Listed(event.bills))


def _not_answered(_state: Loading | Starting, event: Failed) -> Step[State, Effect]:
    return Step(NotAnswered(event.failure))


def _chosen(state: Listed, event: BillChosen) -> Step[State, Effect]:
    due = any(bill.bill_no == event.bill_no and not bill.paid for bill in state.bills.bills)
    return Step(Starting(event.bill_no), (Begin(event.bill_no),)) if due else Step(state)


def _told(_state: Starting | Waiting, event: Told) -> Step[State, Effect]:
    match event.payment.state:
        case "paid":
            return Step(Paid(event.payment), (PrintReceipt(event.payment),))
        case "expired":
            return Step(Expired(event.payment))
        case "pending":
            return Step(Waiting(event.payment))


def _unanswered(state: Waiting, _event: Failed) -> Step[State, Effect]:
    return Step(Waiting(state.payment, unanswered=True))


def _receipt(state: Paid, _event: ReceiptCame) -> Step[State, Effect]:
    return Step(Paid(state.payment, printing=False))


def _no_receipt(state: Paid, event: ReceiptFailed) -> Step[State, Effect]:
    return Step(Paid(state.payment, event.failure, printing=False))


def _print(state: Paid, _event: PrintAsked) -> Step[State, Effect]:
    return Step(Paid(state.payment), (PrintReceipt(state.payment),))


def _list(_state: State, _event: ListAsked) -> Step[State, Effect]:
    return Step(Loading(), (Load(),))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Loading, BillsCame): _listed,
    (Loading, Failed): _not_answered,
    (Loading, LeaveAsked): _leave,
    (Listed, BillChosen): _chosen,
    (Listed, LeaveAsked): _leave,
    (Starting, Told): _told,
    (Starting, Failed): _not_answered,
    (Starting, LeaveAsked): _leave,
    (Waiting, Told): _told,
    (Waiting, Failed): _unanswered,
    (Waiting, ListAsked): _list,
    (Waiting, LeaveAsked): _leave,
    (Paid, ReceiptCame): _receipt,
    (Paid, ReceiptFailed): _no_receipt,
    (Paid, PrintAsked): _print,
    (Paid, ListAsked): _list,
    (Paid, LeaveAsked): _leave,
    (Expired, ListAsked): _list,
    (Expired, LeaveAsked): _leave,
    (NotAnswered, ListAsked): _list,
    (NotAnswered, LeaveAsked): _leave,
}
