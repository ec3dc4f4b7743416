"""The cashier, for a person who is present: bills, a code to pay by phone, and whether it was paid.

``GET /v1/my/bills`` answers :class:`MyBills`. ``POST /v1/my/bills/{bill_no}/payments`` answers 201 :class:`Payment`,
the open one again while it lasts; 404 ``BILL_NOT_FOUND``. ``GET /v1/my/payments/{payment_no}`` answers
:class:`Payment`. Money is in cents (分). A device never sees a card or an account.
"""

from typing import Literal

from pydantic import Field

from domain.contract.wire import Moment, ShortText, Wire


class Bill(Wire):
    bill_no: ShortText
    unit: ShortText
    """Who collects (执收单位)."""
    purpose: ShortText
    cents: int = Field(ge=0)
    paid: bool = False


class MyBills(Wire):
    bills: tuple[Bill, ...]


class Payment(Wire):
    payment_no: ShortText
    bill: Bill
    state: Literal["pending", "paid", "expired"]
    qr_payload: str
    """What the phone scans; empty once paid or expired."""
    expires_at: Moment
    paid_at: Moment | None = None
    receipt_no: ShortText = ""
    """Number of the fiscal e-receipt, once paid."""
