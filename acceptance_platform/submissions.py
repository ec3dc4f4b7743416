"""Rows of submissions and their sealed objects."""

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from acceptance_platform.schema import cases, objects, submissions
from acceptance_platform.upload_files import UploadFiles
from domain.contract.submission import SealedPage, SubmissionManifest, SubmissionStatus


def is_taken_in(row: Row[Any], manifest: SubmissionManifest) -> bool:
    """Whether ``manifest`` is the one of ``row``. What it says that the platform of that day did not know is not
    compared: an upgrade of either side makes no other manifest of it."""
    taken = SubmissionManifest.model_validate_json(row.manifest)
    return all(getattr(taken, name) == getattr(manifest, name) for name in taken.model_fields_set)


def add(connection: Connection, manifest: SubmissionManifest, received_at: Any, number: int) -> None:
    """The submission with the list of its objects. ``number``: 0 for the first hand-in, then 1, 2 …"""
    connection.execute(insert(submissions).values(
        submission_id=manifest.submission_id, case_id=manifest.case_id, device_id=manifest.device_id,
        kind=manifest.kind, round=number, manifest=manifest.model_dump_json(),
        state="receiving", received_at=received_at,
    ))  # fmt: skip
    rows = [
        {"digest": entry.digest, "submission_id": manifest.submission_id, "position": position,
         "size": entry.size, "role": entry.role}
        for position, entry in enumerate(manifest.objects)
    ]  # fmt: skip
    connection.execute(insert(objects), rows)


def find(connection: Connection, submission_id: str) -> Row[Any] | None:
    """The submission with its case's official number."""
    query = select(submissions, cases.c.official_no).join(cases).where(submissions.c.submission_id == submission_id)
    return connection.execute(query).one_or_none()


def of_case(connection: Connection, case_id: str) -> list[Row[Any]]:
    """Complete ones, in their order."""
    complete = (submissions.c.case_id == case_id) & (submissions.c.state == "complete")
    return list(connection.execute(select(submissions).where(complete).order_by(submissions.c.round)))


def all_of_case(connection: Connection, case_id: str) -> list[Row[Any]]:
    """In whatever state."""
    return list(connection.execute(select(submissions).where(submissions.c.case_id == case_id)))


def receiving_by_form(connection: Connection, digest: str) -> Row[Any] | None:
    """The first hand-in of a case nobody is shown yet, whose form this is."""
    query = select(submissions).join(objects).join(cases, cases.c.case_id == submissions.c.case_id)
    is_form = (objects.c.digest == digest) & (objects.c.role == "form")
    is_unseen = (submissions.c.state == "receiving") & (submissions.c.kind == "new") & (cases.c.authority_code == "")
    return connection.execute(query.where(is_form, is_unseen)).one_or_none()


def receiving(connection: Connection, case_id: str) -> Row[Any] | None:
    """The first hand-in of a case, while it travels."""
    travels = (submissions.c.state == "receiving") & (submissions.c.kind == "new")
    return connection.execute(select(submissions).where(submissions.c.case_id == case_id, travels)).one_or_none()


def receiving_correction(connection: Connection, case_id: str) -> Row[Any] | None:
    """The newest answer to a correction that travels."""
    travels = (submissions.c.state == "receiving") & (submissions.c.kind == "correction")
    query = select(submissions).where(submissions.c.case_id == case_id, travels).order_by(submissions.c.round.desc())
    return connection.execute(query.limit(1)).one_or_none()


def next_round(connection: Connection, case_id: str) -> int:
    query = select(func.count()).where(submissions.c.case_id == case_id)
    return int(connection.execute(query).scalar_one())


def any_known(connection: Connection, digests: list[str]) -> bool:
    query = select(objects.c.digest).where(objects.c.digest.in_(digests)).limit(1)
    return connection.execute(query).scalar() is not None


def upload_size(connection: Connection, digest: str, device_id: str) -> int | None:
    """Of an upload that a manifest of this device names."""
    query = select(objects.c.size).join(submissions)
    return connection.execute(query.where(objects.c.digest == digest, submissions.c.device_id == device_id)).scalar()


def object_size(connection: Connection, digest: str) -> int | None:
    return connection.execute(select(objects.c.size).where(objects.c.digest == digest)).scalar()


def object_rows(connection: Connection, submission_id: str) -> list[Row[Any]]:
    mine = objects.c.submission_id == submission_id
    return list(connection.execute(select(objects).where(mine).order_by(objects.c.position)))


def form_digest(connection: Connection, submission_id: str) -> str:
    query = select(objects.c.digest).where(objects.c.submission_id == submission_id, objects.c.role == "form")
    return str(connection.execute(query).scalar_one())


def mark_page(connection: Connection, page: SealedPage, plain_size: int) -> None:
    facts = {"plain_digest": page.plain_digest, "plain_size": plain_size, "material_id": page.material_id,
             "page_no": page.page_no, "media_type": page.media_type, "grade": page.grade}  # fmt: skip
    connection.execute(update(objects).where(objects.c.digest == page.sealed_digest).values(facts))


def close(connection: Connection, submission_id: str, *, acknowledgement: str = "", refusal: str = "") -> None:
    state = "refused" if refusal else "complete"
    values = {"state": state, "acknowledgement": acknowledgement, "refusal": refusal}
    connection.execute(update(submissions).where(submissions.c.submission_id == submission_id).values(values))


def status(connection: Connection, row: Row[Any], files: UploadFiles) -> SubmissionStatus:
    """``row`` of :func:`find`. What is missing is asked of the disk, not of the database."""
    wanted = object_rows(connection, row.submission_id) if row.state == "receiving" else []
    return SubmissionStatus(
        submission_id=row.submission_id,
        case_id=row.case_id,
        official_no=row.official_no,
        state=row.state,
        received_at=row.received_at,
        missing=files.missing({entry.digest: entry.size for entry in wanted}),
        acknowledgement=row.acknowledgement,
        refusal=row.refusal,
    )
