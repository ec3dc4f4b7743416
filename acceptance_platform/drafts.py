"""Rows of unfinished applications. A closed one keeps its id until it expires, so that nothing late brings it back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from acceptance_platform.draft_schema import draft_objects, drafts
from acceptance_platform.limits import MY_DRAFTS
from acceptance_platform.schema import objects
from acceptance_platform.upload_files import UploadFiles
from domain.contract.submission import SealedObject, UploadState


def find(connection: Connection, case_id: str) -> Row[Any] | None:
    return connection.execute(select(drafts).where(drafts.c.case_id == case_id)).one_or_none()


def find_open(connection: Connection, code_digest: str, identity_digest: str, now: datetime) -> Row[Any] | None:
    """The one saved last, should two people's codes ever be the same."""
    table = drafts.c
    query = select(drafts).where(
        table.code_digest == code_digest,
        table.identity_digest == identity_digest,
        table.is_closed == 0,
        table.expires_at > now,
    )
    return connection.execute(query.order_by(table.saved_at.desc()).limit(1)).one_or_none()


def open_of(connection: Connection, identity_digest: str, now: datetime) -> list[Row[Any]]:
    """All of one person, the newest first."""
    table = drafts.c
    query = select(drafts).where(
        table.identity_digest == identity_digest, table.is_closed == 0, table.expires_at > now
    )  # fmt: skip
    return list(connection.execute(query.order_by(table.saved_at.desc()).limit(MY_DRAFTS)))


def put(connection: Connection, values: dict[str, Any]) -> None:
    """All columns; replaces the row of the same case."""
    if find(connection, values["case_id"]) is None:
        connection.execute(insert(drafts).values(values))
    else:
        revise(connection, values["case_id"], values)


def revise(connection: Connection, case_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(drafts).where(drafts.c.case_id == case_id).values(values))


def object_rows(connection: Connection, case_id: str) -> list[Row[Any]]:
    mine = select(draft_objects).where(draft_objects.c.case_id == case_id)
    return list(connection.execute(mine.order_by(draft_objects.c.position)))


def set_objects(connection: Connection, case_id: str, pages: Sequence[SealedObject], files: UploadFiles) -> None:
    """Replaces the pages; files that nothing names any more are deleted."""
    before = {row.digest for row in object_rows(connection, case_id)}
    connection.execute(delete(draft_objects).where(draft_objects.c.case_id == case_id))
    rows = [
        {"digest": page.digest, "case_id": case_id, "position": position, "size": page.size}
        for position, page in enumerate(pages)
    ]
    if rows:
        connection.execute(insert(draft_objects), rows)
    _delete_files(connection, before - {page.digest for page in pages}, files)


def of_others(connection: Connection, digests: Collection[str], case_id: str) -> bool:
    """Whether one of them is a page of another unfinished application."""
    query = select(draft_objects.c.digest).where(draft_objects.c.digest.in_(digests))
    return connection.execute(query.where(draft_objects.c.case_id != case_id).limit(1)).scalar() is not None


def upload_size(connection: Connection, digest: str, device_id: str) -> int | None:
    """Of an upload that an unfinished application at this device names."""
    query = select(draft_objects.c.size).join(drafts)
    return connection.execute(query.where(draft_objects.c.digest == digest, drafts.c.device_id == device_id)).scalar()


def missing(connection: Connection, case_id: str, files: UploadFiles) -> tuple[UploadState, ...]:
    return files.missing({row.digest: row.size for row in object_rows(connection, case_id)})


def close(connection: Connection, case_id: str, files: UploadFiles) -> None:
    """Handed in or given up: nothing stays but the id and the digest of the code, by which what comes late is known.
    Nothing for one that is not there."""
    nothing = {"is_closed": 1, "identity_digest": "", "grant_digest": "", "sealed": b""}
    revise(connection, case_id, nothing)
    set_objects(connection, case_id, (), files)


def sweep(connection: Connection, now: datetime, files: UploadFiles) -> None:
    """Those whose time is over."""
    for case_id in connection.execute(select(drafts.c.case_id).where(drafts.c.expires_at <= now)).scalars().all():
        close(connection, case_id, files)
        connection.execute(delete(drafts).where(drafts.c.case_id == case_id))


def _delete_files(connection: Connection, digests: Collection[str], files: UploadFiles) -> None:
    """Inside the transaction that forgets them: a hand-in that names one has come before it or finds it missing."""
    handed_in = set(connection.execute(select(objects.c.digest).where(objects.c.digest.in_(digests))).scalars())
    for digest in set(digests) - handed_in:
        files.forget(digest)
