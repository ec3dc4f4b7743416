"""Handovers. Signature and the name of an agent are personal: they are kept sealed."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, Text

from acceptance_platform.schema import metadata

handovers = Table(
    "handovers", metadata,
    Column("case_id", ForeignKey("cases.case_id"), primary_key=True),
    Column("handover_id", String, nullable=False, unique=True),
    Column("facts", Text, nullable=False),
    Column("sealed_recipient", LargeBinary, nullable=False),
    Column("sealed_signature", LargeBinary, nullable=False),
)  # fmt: skip
