"""Who has which slot, and who waits: keyed digests of persons only."""

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

appointments = Table(
    "appointments", metadata,
    Column("appointment_no", String, primary_key=True),
    Column("node_code", String, nullable=False),
    Column("day", String, nullable=False),
    Column("begins", String, nullable=False),
    Column("person_key", String, nullable=False, index=True),
    UniqueConstraint("node_code", "day", "begins", "person_key"),
)  # fmt: skip

queue_tickets = Table(
    "queue_tickets", metadata,
    Column("node_code", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("person_key", String, nullable=False),
    Column("taken_at", UtcMoment, nullable=False),
    Column("called_at", UtcMoment),
)  # fmt: skip
