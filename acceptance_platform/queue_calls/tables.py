"""Where each number of today stands; the numbers themselves are in ``appointments.tables``."""

from sqlalchemy import Column, Integer, String, Table

from acceptance_platform.schema import metadata

queue_calls = Table(
    "queue_calls", metadata,
    Column("node_code", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", String, nullable=False),
    Column("place", String, nullable=False),
    Column("times_called", Integer, nullable=False),
    Column("call_id", String, nullable=False),
)  # fmt: skip
"""``call_id``: of the last call of this number."""
