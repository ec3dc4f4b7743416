"""Whose case it is, as a keyed digest: written when a case is complete."""

from sqlalchemy import Column, ForeignKey, String, Table

from acceptance_platform.schema import metadata

case_people = Table(
    "case_people", metadata,
    Column("case_id", ForeignKey("cases.case_id"), primary_key=True),
    Column("person_key", String, nullable=False, index=True),
)  # fmt: skip
