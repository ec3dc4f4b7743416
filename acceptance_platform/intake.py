"""Taking in a manifest: case, submission and list of digests in one transaction, the official number at once."""

from typing import Any

from sqlalchemy import Connection, Row

from acceptance_platform import cases, drafts, intake_rules, submissions
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import FREE_BYTES
from acceptance_platform.problems import Refused, case_not_found
from acceptance_platform.sequences import next_number
from acceptance_platform.sources import Sources
from acceptance_platform.storage_full import storage_full
from acceptance_platform.unfinished_uploads import create_again
from acceptance_platform.unsealing import Unsealer
from acceptance_platform.upload_files import UploadFiles
from domain.calendar.deadlines import acceptance_due
from domain.case.numbering import official_number
from domain.contract.submission import SubmissionManifest, SubmissionStatus
from domain.failures import FailureCode


class Intake:
    """The same id with the same manifest is answered the same for ever; with another it is refused."""

    def __init__(
        self, database: Database, files: UploadFiles, directory: Directory, sources: Sources, unsealer: Unsealer
    ) -> None:
        self._database = database
        self._files = files
        self._directory = directory
        self._sources = sources
        self._unsealer = unsealer

    def take(self, manifest: SubmissionManifest, device: Device) -> tuple[SubmissionStatus, bool]:
        """The status and whether it is new. Raises :class:`Refused`."""
        with self._database.writing() as connection:
            known = submissions.find(connection, manifest.submission_id)
            if known is None:
                self._check(connection, manifest, device)
                self._add(connection, manifest)
            elif known.device_id != device.device_id or not submissions.is_taken_in(known, manifest):
                raise Refused(FailureCode.MANIFEST_CONFLICT, 422)
            else:
                create_again(connection, [entry.digest for entry in manifest.objects])
        return self.status(manifest.submission_id, device), known is None

    def status(self, submission_id: str, device: Device) -> SubmissionStatus:
        """Of a submission of this device."""
        with self._database.reading() as connection:
            return submissions.status(connection, _own(connection, submission_id, device), self._files)

    def awaited(self, submission_id: str, device: Device) -> list[str]:
        """Digests of a submission of this device that is still being received."""
        with self._database.reading() as connection:
            row = _own(connection, submission_id, device)
            wanted = submissions.object_rows(connection, submission_id) if row.state == "receiving" else []
            return [entry.digest for entry in wanted]

    def _check(self, connection: Connection, manifest: SubmissionManifest, device: Device) -> None:
        self._unsealer.require(manifest.suite)
        fault = intake_rules.fault(manifest, device, self._unsealer.key_ids)
        digests = [entry.digest for entry in manifest.objects]
        if not fault and submissions.any_known(connection, digests):
            fault = "an object of another submission"
        if not fault and drafts.of_others(connection, digests, manifest.submission_id):
            fault = "a page of another case's draft"
        if fault:
            raise Refused(FailureCode.MANIFEST_INVALID, 422, fault)
        if not self._is_known(manifest):
            raise Refused(FailureCode.ITEM_UNKNOWN, 422)
        if manifest.kind == "correction":
            _check_correction(connection, manifest)
        if self._files.free_bytes() < FREE_BYTES + intake_rules.size(manifest):
            raise storage_full()

    def _is_known(self, manifest: SubmissionManifest) -> bool:
        """Who knew the catalogue of now can begin nothing that has left it; whoever did before may still bring it."""
        is_of_now = manifest.kind == "new" and manifest.catalogue_version == self._directory.catalogue.version
        look_up = self._directory.item if is_of_now else self._directory.last_item
        return look_up(manifest.item_code) is not None

    def _add(self, connection: Connection, manifest: SubmissionManifest) -> None:
        now = self._sources.now()
        number = submissions.next_round(connection, manifest.case_id)
        if manifest.kind == "new":
            self._add_case(connection, manifest)
        submissions.add(connection, manifest, now, number)
        drafts.close(connection, manifest.submission_id, self._files)

    def _add_case(self, connection: Connection, manifest: SubmissionManifest) -> None:
        now = self._sources.now()
        today = self._sources.today()
        node = self._directory.node(manifest.node_code)
        region = node.region if node else "330200"
        sequence = next_number(connection, f"case {region} {today:%Y%m%d}")
        due = acceptance_due(intake_rules.receipt_day(manifest, now), self._directory.calendar)
        values = {
            "case_id": manifest.case_id,
            "official_no": official_number(region, today, sequence),
            "temporary_no": manifest.temporary_no,
            "item_code": manifest.item_code,
            "received_at": now,
            "accept_due_on": due.date.isoformat(),
            "node_code": manifest.node_code,
            "token_digest": manifest.token_digest,
        }
        cases.add(connection, values, self._directory.node_name(manifest.node_code))


def _own(connection: Connection, submission_id: str, device: Device) -> Row[Any]:
    row = submissions.find(connection, submission_id)
    if row is None or row.device_id != device.device_id:
        raise case_not_found()
    return row


def _check_correction(connection: Connection, manifest: SubmissionManifest) -> None:
    """Any enrolled device may bring it: the citizen may come to another kiosk. The receipt's token proves the case."""
    case = cases.find(connection, manifest.case_id)
    correction = cases.open_correction(connection, manifest.case_id)
    fits = (
        case is not None
        and correction is not None
        and correction.correction_id == manifest.submission_id
        and case.token_digest == manifest.token_digest
        and case.item_code == manifest.item_code
    )
    if not fits:
        raise Refused(FailureCode.CORRECTION_UNKNOWN, 422)
