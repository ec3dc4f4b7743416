"""Goes on with an unfinished application at another device: code and identity number, one device at a time."""

import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select

from acceptance_platform import audit, drafts
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.draft_digests import DraftDigests
from acceptance_platform.draft_intake import LEASE, elsewhere
from acceptance_platform.draft_reading import DraftReading
from acceptance_platform.draft_schema import draft_tries
from acceptance_platform.limits import DRAFT_TRIES, DRAFT_TRIES_MINUTES
from acceptance_platform.presence.presences import Present
from acceptance_platform.problems import Refused
from acceptance_platform.sealed_reading import SealedReading
from acceptance_platform.sources import Sources
from acceptance_platform.unsealing import SealedBytesUnreadable
from acceptance_platform.upload_files import UploadFiles
from domain.case.continue_code import read_code
from domain.contract.draft import DraftQuery, MyDraft, MyDrafts, ResumablePage, ResumedDraft, SealedDraft
from domain.contract.submission import SealedPage
from domain.failures import Failure, FailureCode
from domain.identity.masking import mask_name


class DraftDesk:
    def __init__(
        self, database: Database, digests: DraftDigests, reading: DraftReading, pages: SealedReading,
        files: UploadFiles, sources: Sources,
    ) -> None:  # fmt: skip
        self._database = database
        self._digests = digests
        self._reading = reading
        self._pages = pages
        self._files = files
        self._sources = sources

    def resume(self, query: DraftQuery, device: Device) -> ResumedDraft:
        """Raises :class:`Refused`: 404 unknown code or another person's, alike; 409 somebody is at it; 429."""
        now = self._sources.now()
        identity = self._digests.identity(query.id_kind, query.id_number)
        with self._database.writing() as connection:
            if _tries(connection, device, identity, now) >= DRAFT_TRIES:
                headers = {"Retry-After": str(DRAFT_TRIES_MINUTES * 60)}
                raise Refused(FailureCode.DRAFT_TRIES_EXHAUSTED, 429, headers=headers)
            row = drafts.find_open(connection, self._code_digest(query.code), identity, now)
            if row is None:
                _note_try(connection, device, identity, now)
            elif row.device_id != device.device_id and row.lease_until > now:
                raise elsewhere()
            else:
                return self._taken(connection, row, device, now)
        raise _not_found()

    def of(self, present: Present) -> MyDrafts:
        """Of the person who is present; one that cannot be opened is left out."""
        with self._database.reading() as connection:
            rows = drafts.open_of(connection, self._identity(present), self._sources.now())
        return MyDrafts(drafts=tuple(told for row in rows if (told := self._told(row)) is not None))

    def resume_own(self, case_id: str, present: Present) -> ResumedDraft:
        """Raises :class:`Refused` (404). Another device's hold gives way: its owner stands here."""
        now = self._sources.now()
        with self._database.writing() as connection:
            for row in drafts.open_of(connection, self._identity(present), now):
                if row.case_id == case_id:
                    return self._taken(connection, row, present.device, now)
        raise _not_found()

    def _identity(self, present: Present) -> str:
        return self._digests.identity(present.person.id_kind, present.person.id_number)

    def _told(self, row: Row[Any]) -> MyDraft | None:
        try:
            draft = self._reading.open(row.sealed)
        except SealedBytesUnreadable:
            return None
        body = draft.organisation.name if draft.organisation else ""
        return MyDraft(
            case_id=row.case_id,
            item_code=draft.item_code,
            is_correction=draft.correction is not None,
            for_whom=body or (mask_name(draft.applicant.name) if draft.agent else ""),
            pages=len(draft.pages),
            saved_at=row.saved_at,
            expires_at=row.expires_at,
        )

    def _taken(self, connection: Connection, row: Row[Any], device: Device, now: datetime) -> ResumedDraft:
        grant = self._sources.ids.new_token()
        lease = {"device_id": device.device_id, "lease_until": now + LEASE}
        drafts.revise(connection, row.case_id, lease | {"grant_digest": self._digests.grant(grant)})
        audit.record(connection, now, device.device_id, "draft resumed", row.case_id)
        return self._resumed(connection, row, grant, now)

    def page(self, case_id: str, digest: str, grant: str, device: Device) -> tuple[bytes, str]:
        """As it was captured, and its media type. Raises :class:`Refused` (404)."""
        page = self._granted(case_id, digest, grant, device)
        try:
            data = self._pages.page(digest, page.plain_digest)
        except SealedBytesUnreadable:
            data = None
        if data is None:
            raise _not_found()
        return data, page.media_type

    def sealed_object(self, case_id: str, digest: str, grant: str, device: Device) -> bytes:
        self._granted(case_id, digest, grant, device)
        return self._files.read(digest)

    def _granted(self, case_id: str, digest: str, grant: str, device: Device) -> SealedPage:
        """The page, and another while for who reads it. Raises :class:`Refused` (404)."""
        now = self._sources.now()
        with self._database.writing() as connection:
            row = drafts.find(connection, case_id)
            if row is None or not self._may_read(row, grant, device, now) or not self._files.is_sealed(digest):
                raise _not_found()
            drafts.revise(connection, case_id, {"lease_until": now + LEASE})
        found = [page for page in self._opened(row).pages if page.sealed_digest == digest]
        if not found:
            raise _not_found()
        return found[0]

    def _may_read(self, row: Row[Any], grant: str, device: Device, now: datetime) -> bool:
        """The station that captured the pages cannot read them back: it has no grant."""
        granted = bool(row.grant_digest) and hmac.compare_digest(row.grant_digest, self._digests.grant(grant))
        return granted and row.device_id == device.device_id and row.lease_until > now

    def _resumed(self, connection: Connection, row: Row[Any], grant: str, now: datetime) -> ResumedDraft:
        draft = self._opened(row)
        sizes = {entry.digest: entry.size for entry in drafts.object_rows(connection, row.case_id)}
        pages = tuple(
            ResumablePage(page=page, size=sizes[page.sealed_digest], arrived=self._files.is_sealed(page.sealed_digest))
            for page in draft.pages
        )
        return ResumedDraft(
            draft=draft,
            revision=row.revision,
            pages=pages,
            grant=grant,
            grant_until=now + LEASE,
            expires_at=row.expires_at,
        )

    def _opened(self, row: Row[Any]) -> SealedDraft:
        """It was opened when it came: what cannot be opened now is damage, answered like what is not there."""
        try:
            return self._reading.open(row.sealed)
        except SealedBytesUnreadable:
            raise _not_found() from None

    def _code_digest(self, typed: str) -> str:
        try:
            return self._digests.code(read_code(typed))
        except Failure:
            return ""


def _not_found() -> Refused:
    """The same words for an unknown code, another person's number and an old grant."""
    return Refused(FailureCode.DRAFT_NOT_FOUND, 404)


def _tries(connection: Connection, device: Device, identity: str, now: datetime) -> int:
    whose = or_(draft_tries.c.identity_digest == identity, draft_tries.c.device_id == device.device_id)
    query = select(func.count()).select_from(draft_tries).where(draft_tries.c.at > _window(now), whose)
    return int(connection.execute(query).scalar_one())


def _note_try(connection: Connection, device: Device, identity: str, now: datetime) -> None:
    connection.execute(delete(draft_tries).where(draft_tries.c.at <= _window(now)))
    connection.execute(insert(draft_tries).values(device_id=device.device_id, identity_digest=identity, at=now))
    audit.record(connection, now, device.device_id, "draft not found", "")


def _window(now: datetime) -> datetime:
    return now - timedelta(minutes=DRAFT_TRIES_MINUTES)
