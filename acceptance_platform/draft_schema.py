"""The tables of unfinished applications. Nothing personal: sealed bytes, keyed digests of what they are found by."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

drafts = Table(
    "drafts", metadata,
    Column("case_id", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("device_id", ForeignKey("devices.device_id"), nullable=False),
    Column("lease_until", UtcMoment, nullable=False),
    Column("grant_digest", String, nullable=False, default=""),
    Column("code_digest", String, nullable=False, index=True),
    Column("identity_digest", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("saved_at", UtcMoment, nullable=False),
    Column("expires_at", UtcMoment, nullable=False, index=True),
    Column("is_closed", Integer, nullable=False, default=0),
)  # fmt: skip

draft_objects = Table(
    "draft_objects", metadata,
    Column("digest", String, primary_key=True),
    Column("case_id", ForeignKey("drafts.case_id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("size", Integer, nullable=False),
)  # fmt: skip

draft_tries = Table(
    "draft_tries", metadata,
    Column("id", Integer, primary_key=True),
    Column("device_id", String, nullable=False),
    Column("identity_digest", String, nullable=False),
    Column("at", UtcMoment, nullable=False, index=True),
)  # fmt: skip
