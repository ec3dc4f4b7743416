"""Evaluations. The words are a citizen's own and may be personal: they are kept sealed."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

evaluations = Table(
    "evaluations", metadata,
    Column("case_id", ForeignKey("cases.case_id"), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("options", String, nullable=False),
    Column("sealed_words", LargeBinary, nullable=False),
    Column("received_at", UtcMoment, nullable=False),
    Column("device_id", String, nullable=False),
)  # fmt: skip
