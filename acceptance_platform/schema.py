"""The tables. Nothing personal but a masked name: forms and pages stay sealed in ``sealed/``."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text
from sqlalchemy import text as sql

from acceptance_platform.database import UtcMoment

metadata = MetaData()

sequences = Table(
    "sequences", metadata, Column("name", String, primary_key=True), Column("value", Integer, nullable=False)
)

devices = Table(
    "devices", metadata,
    Column("device_id", String, primary_key=True),
    Column("device_no", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("node_code", String, nullable=False),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("certificate", Text, nullable=False),
    Column("enrolled_at", UtcMoment, nullable=False),
    Column("revoked_at", UtcMoment),
)  # fmt: skip

tickets = Table(
    "tickets", metadata,
    Column("code_digest", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("node_code", String, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("device_id", ForeignKey("devices.device_id")),
)  # fmt: skip

clerks = Table(
    "clerks", metadata,
    Column("username", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("authority_code", String, nullable=False),
    Column("authority_name", String, nullable=False),
    Column("node_code", String, nullable=False),
    Column("password", String, nullable=False),
    Column("role", String, nullable=False, default="station"),
)  # fmt: skip

clerk_sessions = Table(
    "clerk_sessions", metadata,
    Column("token_digest", String, primary_key=True),
    Column("username", ForeignKey("clerks.username"), nullable=False),
    Column("device_id", ForeignKey("devices.device_id"), nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
)  # fmt: skip

login_failures = Table(
    "login_failures", metadata,
    Column("id", Integer, primary_key=True),
    Column("username_digest", String, nullable=False),
    Column("device_id", String, nullable=False),
    Column("at", UtcMoment, nullable=False, index=True),
)  # fmt: skip

cases = Table(
    "cases", metadata,
    Column("case_id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("official_no", String, nullable=False, unique=True),
    Column("temporary_no", String, nullable=False),
    Column("item_code", String, nullable=False),
    Column("state", String, nullable=False),
    Column("received_at", UtcMoment, nullable=False),
    Column("accept_due_on", String, nullable=False),
    Column("decide_due_on", String, nullable=False, default=""),
    Column("node_code", String, nullable=False),
    Column("token_digest", String, nullable=False),
    Column("region", String, nullable=False, default=""),
    Column("authority_code", String, nullable=False, default=""),
    Column("authority_name", String, nullable=False, default=""),
    Column("applicant_masked", String, nullable=False, default=""),
    Column("supply_by", String, nullable=False, default=""),
    Index("cases_of_authority_by_state", "authority_code", "state", "accept_due_on"),
    Index("cases_of_authority_by_day", "authority_code", "received_at"),
)  # fmt: skip

submissions = Table(
    "submissions", metadata,
    Column("submission_id", String, primary_key=True),
    Column("case_id", ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("device_id", ForeignKey("devices.device_id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("state", String, CheckConstraint("state IN ('receiving', 'complete', 'refused')"), nullable=False),
    Column("refusal", String, nullable=False, default=""),
    Column("received_at", UtcMoment, nullable=False),
    Column("acknowledgement", Text, nullable=False, default=""),
    Index("submissions_of_device_by_day", "device_id", "received_at"),
    Index("submissions_on_their_way", "case_id", sqlite_where=sql("state = 'receiving'")),
)  # fmt: skip

objects = Table(
    "objects", metadata,
    Column("digest", String, primary_key=True),
    Column("submission_id", ForeignKey("submissions.submission_id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("plain_digest", String),
    Column("plain_size", Integer),
    Column("material_id", String),
    Column("page_no", Integer),
    Column("media_type", String),
    Column("grade", String),
)  # fmt: skip

corrections = Table(
    "corrections", metadata,
    Column("correction_id", String, primary_key=True),
    Column("case_id", ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("asked_at", UtcMoment, nullable=False),
    Column("message", Text, nullable=False),
    Column("is_open", Integer, nullable=False),
)  # fmt: skip

steps = Table(
    "steps", metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("at", UtcMoment, nullable=False),
    Column("state", String, nullable=False),
    Column("by", String, nullable=False),
    Column("clerk", String, nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    Column("cursor", Integer, primary_key=True),
    Column("device_id", String, nullable=False),
    Column("message", Text, nullable=False),
    Index("changes_of_device", "device_id", "cursor"),
    sqlite_autoincrement=True,
)  # fmt: skip

decisions = Table(
    "decisions", metadata,
    Column("decision_id", String, primary_key=True),
    Column("case_id", ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("request_digest", String, nullable=False),
    Column("reply", Text, nullable=False),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", UtcMoment, nullable=False),
    Column("actor", String, nullable=False),
    Column("event", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("digest", String, nullable=False),
)  # fmt: skip
