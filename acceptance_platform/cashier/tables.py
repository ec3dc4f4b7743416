"""Payments. What was paid stays; who paid is a keyed digest."""

from sqlalchemy import Column, Integer, String, Table

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

payments = Table(
    "payments", metadata,
    Column("payment_no", String, primary_key=True),
    Column("bill_no", String, nullable=False, index=True),
    Column("person_key", String, nullable=False),
    Column("cents", Integer, nullable=False),
    Column("begun_at", UtcMoment, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("paid_at", UtcMoment),
    Column("receipt_no", String, nullable=False, default=""),
)  # fmt: skip
