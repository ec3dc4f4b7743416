"""What a department may see of a case while its pages still travel: form, page list, previews, pages that are here."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, literal_column, select

from acceptance_platform import submissions
from acceptance_platform.limits import PREVIEW_BYTES
from acceptance_platform.schema import cases, objects
from acceptance_platform.schema import submissions as submission_table
from acceptance_platform.sealed_reading import SealedReading
from acceptance_platform.unsealing import SealedBytesUnreadable
from acceptance_platform.upload_files import UploadFiles
from domain.contract.clerk import PageRef
from domain.contract.submission import SealedForm

_JPEG = b"\xff\xd8\xff"


class Travelling:
    def __init__(self, files: UploadFiles, reading: SealedReading) -> None:
        self._files = files
        self._reading = reading

    def pages_to_come(self, connection: Connection, authority_code: str) -> Mapping[str, int]:
        """Of each case of the authority whose first hand-in still travels: how many pages are not here."""
        columns = (submission_table.c.case_id, objects.c.digest, objects.c.role)
        # SQLite begins with the small index of those on their way only when the statement says so in its own words, and
        # no index helps with the authority (https://www.sqlite.org/optoverview.html, unary "+").
        receiving = submission_table.c.state == literal_column("'receiving'")
        travels = receiving & (submission_table.c.kind == "new")
        mine = cases.c.authority_code.op("||")("") == authority_code
        query = select(*columns).select_from(submission_table.join(objects).join(cases))
        counts: dict[str, int] = {}
        for row in connection.execute(query.where(travels, mine)):
            is_to_come = row.role == "page" and not self._files.is_sealed(row.digest)
            counts[row.case_id] = counts.get(row.case_id, 0) + is_to_come
        return counts

    def form(self, connection: Connection, case_id: str) -> SealedForm | None:
        """``None`` when nothing of the case travels any more. Its form is here: the case was routed by it."""
        row = submissions.receiving(connection, case_id)
        return self._reading.form(submissions.form_digest(connection, row.submission_id)) if row else None

    def correction(self, connection: Connection, case_id: str, first: SealedForm) -> tuple[SealedForm, int] | None:
        """Form and round of the answer to a correction that travels, once its form is here. ``None`` also when it
        names another applicant than the case's ``first`` form: that is refused when it is complete."""
        row = submissions.receiving_correction(connection, case_id)
        digest = submissions.form_digest(connection, row.submission_id) if row else ""
        if row is None or not self._files.is_sealed(digest):
            return None
        try:
            form = self._reading.form(digest)
        except SealedBytesUnreadable:
            return None
        person, expected = form.applicant, first.applicant
        is_theirs = (person.id_kind, person.id_number) == (expected.id_kind, expected.id_number)
        is_whole = form.submission_id == row.submission_id and _names_its_objects(connection, form)
        return (form, row.round) if is_theirs and is_whole else None

    def pages(self, connection: Connection, form: SealedForm, number: int = 0) -> tuple[tuple[str, PageRef], ...]:
        """Material and page, in the form's order. ``number``: 0 for the first hand-in, then 1, 2 …"""
        sizes = {row.digest: row.size for row in submissions.object_rows(connection, form.submission_id)}
        return tuple(
            (
                page.material_id,
                PageRef(
                    plain_digest=page.plain_digest,
                    page_no=page.page_no,
                    media_type=page.media_type,
                    size=sizes[page.sealed_digest],
                    grade=page.grade,
                    round=number,
                    has_arrived=self._files.is_sealed(page.sealed_digest),
                ),
            )
            for page in form.pages
        )

    def page(self, form: SealedForm, plain_digest: str) -> tuple[bytes, str] | None:
        """A page that is here already, with its media type."""
        for page in form.pages:
            if page.plain_digest == plain_digest and self._files.is_sealed(page.sealed_digest):
                data = self._reading.page(page.sealed_digest, plain_digest)
                return (data, page.media_type) if data is not None else None
        return None

    def preview(self, connection: Connection, case_id: str, plain_digest: str) -> bytes | None:
        """A small JPEG; ``None`` while there is none, and when the device's set is not what it should be."""
        sets = [row.digest for row in _previews(connection, case_id) if self._files.is_sealed(row.digest)]
        found = (self._picture(digest, plain_digest) for digest in sets)
        return next((picture for picture in found if picture), None)

    def _picture(self, digest: str, plain_digest: str) -> bytes | None:
        try:
            return _picture(self._reading.plain(digest), f"{plain_digest}.jpg")
        except (SealedBytesUnreadable, zipfile.BadZipFile, KeyError, RuntimeError):
            return None


def _names_its_objects(connection: Connection, form: SealedForm) -> bool:
    held = {row.digest for row in submissions.object_rows(connection, form.submission_id) if row.role == "page"}
    return {page.sealed_digest for page in form.pages} <= held


def _previews(connection: Connection, case_id: str) -> Sequence[Row[Any]]:
    """The newest first."""
    of_case = (submission_table.c.case_id == case_id) & (objects.c.role == "previews")
    query = select(objects.c.digest).join(submission_table).where(of_case).order_by(submission_table.c.round.desc())
    return connection.execute(query).all()


def _picture(packed: bytes, name: str) -> bytes | None:
    """Stored, never compressed, and small: what a device packed is not unpacked to any size."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        entry = archive.getinfo(name)
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size > PREVIEW_BYTES:
            return None
        data = archive.read(entry)
    return data if data.startswith(_JPEG) else None
