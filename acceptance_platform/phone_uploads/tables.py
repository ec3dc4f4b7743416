"""Which address leads to which device, and what came. The pages themselves are sealed files."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

phone_uploads = Table(
    "phone_uploads", metadata,
    Column("upload_id", String, primary_key=True),
    Column("token_digest", String, nullable=False, unique=True),
    Column("device_id", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("expires_at", UtcMoment, nullable=False, index=True),
)  # fmt: skip

phone_pages = Table(
    "phone_pages", metadata,
    Column("upload_id", ForeignKey("phone_uploads.upload_id"), primary_key=True),
    Column("digest", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
)  # fmt: skip
