"""Begins payments, and learns from the paying side that one was paid. A bill is paid once."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from acceptance_platform import audit
from acceptance_platform.cashier.bills import BillEntry, Bills
from acceptance_platform.cashier.tables import payments
from acceptance_platform.database import Database
from acceptance_platform.limits import PAYMENT_MINUTES
from acceptance_platform.presence.presences import Present, not_offered
from acceptance_platform.problems import Refused
from acceptance_platform.sequences import next_number
from acceptance_platform.sources import Sources
from domain.contract.payment import Bill, MyBills, Payment
from domain.failures import FailureCode


class Cashier:
    """``bills``: ``None`` where nobody collects here. ``pay_url``: what the phone's code begins with."""

    def __init__(self, database: Database, sources: Sources, bills: Bills | None, pay_url: str) -> None:
        self._database = database
        self._sources = sources
        self._bills = bills
        self._pay_url = pay_url

    def bills(self, present: Present) -> MyBills:
        with self._database.reading() as connection:
            return MyBills(bills=tuple(_bill(connection, entry) for entry in self._entries(present)))

    def begin(self, bill_no: str, present: Present) -> Payment:
        """Raises :class:`Refused`: 404 for a bill that is not this person's. One that is paid answers its payment."""
        entry = self._entry(bill_no, present)
        now = self._sources.now()
        with self._database.writing() as connection:
            row = _latest(connection, bill_no)
            if row is None or (row.paid_at is None and row.expires_at <= now):
                row = self._new(connection, entry, present, now)
            return self._told(connection, row, entry, now)

    def state(self, payment_no: str, present: Present) -> Payment:
        """Raises :class:`Refused`."""
        query = select(payments).where(payments.c.payment_no == payment_no, payments.c.person_key == present.person_key)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
            entry = self._entry(row.bill_no if row else "", present)
            assert row is not None
            return self._told(connection, row, entry, self._sources.now())

    def paid(self, payment_no: str) -> str | None:
        """Told by the paying side; the number of the receipt, the same however often it is told. ``None``: unknown
        or over: the paying side gives the money back."""
        now = self._sources.now()
        with self._database.writing() as connection:
            mine = payments.c.payment_no == payment_no
            row = connection.execute(select(payments).where(mine)).one_or_none()
            if row is None or (row.paid_at is None and row.expires_at <= now):
                return None
            if row.paid_at is None:
                receipt = f"{next_number(connection, 'fiscal receipt'):010d}"
                connection.execute(update(payments).where(mine).values(paid_at=now, receipt_no=receipt))
                audit.record(connection, now, "cashier", "paid", payment_no)
                return receipt
            return str(row.receipt_no)

    def _new(self, connection: Connection, entry: BillEntry, present: Present, now: datetime) -> Row[Any]:
        row = {
            "payment_no": self._sources.ids.new_id(), "bill_no": entry.bill_no, "person_key": present.person_key,
            "cents": entry.cents, "begun_at": now, "expires_at": now + timedelta(minutes=PAYMENT_MINUTES),
        }  # fmt: skip
        return connection.execute(insert(payments).values(row).returning(payments)).one()

    def _told(self, connection: Connection, row: Row[Any], entry: BillEntry, now: datetime) -> Payment:
        pending = row.paid_at is None and row.expires_at > now
        return Payment(
            payment_no=row.payment_no, bill=_bill(connection, entry), expires_at=row.expires_at, paid_at=row.paid_at,
            state="paid" if row.paid_at else "pending" if pending else "expired", receipt_no=row.receipt_no,
            qr_payload=f"{self._pay_url}{row.payment_no}" if pending else "",
        )  # fmt: skip

    def _entry(self, bill_no: str, present: Present) -> BillEntry:
        for entry in self._entries(present):
            if entry.bill_no == bill_no:
                return entry
        raise Refused(FailureCode.BILL_NOT_FOUND, 404)

    def _entries(self, present: Present) -> tuple[BillEntry, ...]:
        if self._bills is None:
            raise not_offered()
        return self._bills.bills(present.person)


def _latest(connection: Connection, bill_no: str) -> Row[Any] | None:
    """A payment that was paid before any that was not."""
    order = (payments.c.paid_at.is_(None), payments.c.begun_at.desc())
    query = select(payments).where(payments.c.bill_no == bill_no).order_by(*order).limit(1)
    return connection.execute(query).one_or_none()


def _bill(connection: Connection, entry: BillEntry) -> Bill:
    row = _latest(connection, entry.bill_no)
    paid = row is not None and row.paid_at is not None
    return Bill(bill_no=entry.bill_no, unit=entry.unit, purpose=entry.purpose, cents=entry.cents, paid=paid)
