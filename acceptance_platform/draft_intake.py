"""Takes in unfinished applications as their stations save them, and gives them up."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from acceptance_platform import draft_beginnings, draft_rules, drafts, submissions
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.draft_digests import DraftDigests
from acceptance_platform.draft_reading import DraftReading
from acceptance_platform.limits import DRAFT_LEASE_MINUTES, FREE_BYTES
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.sources import Sources
from acceptance_platform.storage_full import storage_full
from acceptance_platform.unfinished_uploads import create_again
from acceptance_platform.upload_files import UploadFiles
from domain.contract.draft import DraftManifest, DraftStatus, SealedDraft
from domain.failures import FailureCode

LEASE = timedelta(minutes=DRAFT_LEASE_MINUTES)


class DraftIntake:
    def __init__(
        self, database: Database, files: UploadFiles, digests: DraftDigests, reading: DraftReading, sources: Sources,
        lifetime: timedelta,
    ) -> None:  # fmt: skip
        self._database = database
        self._files = files
        self._reading = reading
        self._digests = digests
        self._sources = sources
        self._lifetime = lifetime

    def put(self, manifest: DraftManifest, device: Device) -> DraftStatus:
        """Idempotent; an older revision than the one held changes nothing. Raises :class:`Refused`."""
        sealed, draft = self._reading.open_manifest(manifest)
        if words := draft_rules.fault(manifest, draft, self._reading.key_ids):
            raise invalid_request(422, words)
        now = self._sources.now()
        with self._database.writing() as connection:
            drafts.sweep(connection, now, self._files)
            known = self._known(connection, draft, device)
            self._check(connection, manifest, device, known)
            create_again(connection, [page.digest for page in manifest.pages])
            if known is None or manifest.revision > known.revision:
                row = self._row(draft, now) | {"sealed": sealed, "device_id": device.device_id}
                row["revision"] = manifest.revision
                row |= _lease(now, at_rest=manifest.at_rest, known=known)
                drafts.put(connection, row)
                drafts.set_objects(connection, manifest.case_id, manifest.pages, self._files)
        return self._status(manifest.case_id)

    def give_up(self, case_id: str, device: Device) -> None:
        """At the citizen's wish; nothing for one that is not there. Raises :class:`Refused` (409)."""
        with self._database.writing() as connection:
            known = drafts.find(connection, case_id)
            if known is not None and not known.is_closed:
                require_holder(known, device)
                drafts.close(connection, case_id, self._files)

    def _known(self, connection: Connection, draft: SealedDraft, device: Device) -> Row[Any] | None:
        """What is held of this beginning. Raises :class:`Refused` (409) when another one stands that is newer."""
        known = drafts.find(connection, draft.case_id)
        code = self._digests.code(draft.code)
        if known is None or not draft_beginnings.is_another(known, code, connection, draft):
            return known
        if not draft_beginnings.replaces(known, device, draft, self._reading):
            raise elsewhere()
        return None

    def _check(self, connection: Connection, manifest: DraftManifest, device: Device, known: Row[Any] | None) -> None:
        if (known is not None and known.is_closed) or submissions.find(connection, manifest.case_id) is not None:
            raise Refused(FailureCode.DRAFT_CLOSED, 410)
        if known is not None:
            require_holder(known, device)
        digests = [page.digest for page in manifest.pages]
        # Whoever resumes it is given its pages: it may name no page that came here as somebody else's, and no beginning
        # those of another.
        mine = manifest.case_id if known is not None else ""
        if submissions.any_known(connection, digests) or drafts.of_others(connection, digests, mine):
            raise invalid_request(422, "an object of something else")
        if self._files.free_bytes() < FREE_BYTES + draft_rules.size(manifest.pages):
            raise storage_full()

    def _row(self, draft: SealedDraft, now: datetime) -> dict[str, Any]:
        return {
            "case_id": draft.case_id,
            "code_digest": self._digests.code(draft.code),
            "identity_digest": self._digests.identity(draft.holder.id_kind, draft.holder.id_number),
            "saved_at": now,
            "expires_at": now + self._lifetime,
            "is_closed": 0,
        }

    def _status(self, case_id: str) -> DraftStatus:
        with self._database.reading() as connection:
            row = drafts.find(connection, case_id)
            assert row is not None
            missing = drafts.missing(connection, case_id, self._files)
        return DraftStatus(case_id=case_id, revision=row.revision, expires_at=row.expires_at, missing=missing)


def require_holder(known: Row[Any], device: Device) -> None:
    """Raises :class:`Refused` (409) when another device was the last to go on with it."""
    if known.device_id != device.device_id:
        raise elsewhere()


def elsewhere() -> Refused:
    return Refused(FailureCode.DRAFT_ELSEWHERE, 409)


def _lease(now: datetime, *, at_rest: bool, known: Row[Any] | None) -> dict[str, Any]:
    if at_rest:
        return {"lease_until": now, "grant_digest": ""}
    return {"lease_until": now + LEASE, "grant_digest": known.grant_digest if known is not None else ""}
