"""Which list was printed when, and by whom."""

from sqlalchemy import Column, String, Table

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

transfer_prints = Table(
    "transfer_prints", metadata,
    Column("print_id", String, primary_key=True),
    Column("list_no", String, primary_key=True, index=True),
    Column("printed_at", UtcMoment, nullable=False),
    Column("clerk", String, nullable=False),
)  # fmt: skip
