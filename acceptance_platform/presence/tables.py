"""Presences and the tickets clerks vouch with. The person is sealed to the platform's own key and goes with the row."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

presences = Table(
    "presences", metadata,
    Column("token_digest", String, primary_key=True),
    Column("device_id", ForeignKey("devices.device_id"), nullable=False, index=True),
    Column("person_key", String, nullable=False),
    Column("proof", String, nullable=False),
    Column("sealed_person", LargeBinary, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
)  # fmt: skip

assistance_tickets = Table(
    "assistance_tickets", metadata,
    Column("code_digest", String, primary_key=True),
    Column("username", ForeignKey("clerks.username"), nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("person_key", String, nullable=False),
    Column("device_id", String),
    Column("used_at", UtcMoment),
)  # fmt: skip
