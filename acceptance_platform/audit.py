"""Who did what to which case: a chain of digests, so that no row can change or go unseen. No personal data."""

import hashlib
import json
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from acceptance_platform.schema import audit

_START = "0" * 64


def record(connection: Connection, at: datetime, actor: str, event: str, subject: str) -> None:
    """``actor``: a device id or a clerk's username; ``subject``: a case or device id, or nothing."""
    previous = connection.execute(select(audit.c.digest).order_by(audit.c.seq.desc()).limit(1)).scalar() or _START
    digest = _link(previous, at, actor, event, subject)
    connection.execute(insert(audit).values(at=at, actor=actor, event=event, subject=subject, digest=digest))


def first_break(connection: Connection) -> int | None:
    """The first row that does not follow from the one before it; ``None`` when the chain is whole."""
    previous = _START
    for row in connection.execute(select(audit).order_by(audit.c.seq)):
        if row.digest != _link(previous, row.at, row.actor, row.event, row.subject):
            return int(row.seq)
        previous = row.digest
    return None


def _link(previous: str, at: datetime, actor: str, event: str, subject: str) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps([previous, moment, actor, event, subject]).encode()).hexdigest()
