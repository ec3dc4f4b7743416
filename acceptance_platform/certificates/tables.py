"""What was issued. The holder is masked; the sheet itself is not kept, only its digest."""

from sqlalchemy import Column, Index, Integer, String, Table

from acceptance_platform.database import UtcMoment
from acceptance_platform.schema import metadata

certificates = Table(
    "certificates", metadata,
    Column("certificate_no", String, primary_key=True),
    Column("verify_code", String, nullable=False, unique=True),
    Column("item_code", String, nullable=False),
    Column("person_key", String, nullable=False),
    Column("holder_masked", String, nullable=False),
    Column("day", String, nullable=False),
    Column("copy_no", Integer, nullable=False),
    Column("issued_at", UtcMoment, nullable=False),
    Column("device_id", String, nullable=False),
    Column("digest", String, nullable=False, default=""),
    Index("certificates_of_a_day", "person_key", "item_code", "day"),
)  # fmt: skip
