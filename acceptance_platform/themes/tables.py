"""Which case belongs to which theme handed in together."""

from sqlalchemy import Column, ForeignKey, String, Table

from acceptance_platform.schema import metadata

theme_cases = Table(
    "theme_cases", metadata,
    Column("case_id", ForeignKey("cases.case_id"), primary_key=True),
    Column("group_key", String, nullable=False, index=True),
    Column("theme_code", String, nullable=False),
    Column("lead_code", String, nullable=False, index=True),
    Column("lead_name", String, nullable=False),
)  # fmt: skip
