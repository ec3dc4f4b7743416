"""The last step of a hand-in: checked, routed and signed for in one transaction, or refused and kept."""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from acceptance_platform import audit, cases, submissions
from acceptance_platform.case_routing import known_by, withdraw
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.intake import Intake
from acceptance_platform.my_cases.my_cases import link
from acceptance_platform.person_keys import PersonKeys
from acceptance_platform.problems import Refused
from acceptance_platform.signing import Signer
from acceptance_platform.themes import groups
from acceptance_platform.vetting import Answered, Fit, Unfit, Vetting
from domain.case.lifecycle import CaseEvent
from domain.contract.submission import AcknowledgementClaims, SubmissionManifest, SubmissionStatus
from domain.failures import FailureCode

_log = logging.getLogger(__name__)


class Completion:
    def __init__(self, database: Database, intake: Intake, vetting: Vetting, signer: Signer, keys: PersonKeys) -> None:
        self._database = database
        self._intake = intake
        self._vetting = vetting
        self._signer = signer
        self._keys = keys

    def complete(self, submission_id: str, device: Device, now: datetime) -> SubmissionStatus:
        """Complete once, then for ever the same answer. Raises :class:`Refused`; what is refused is kept, and vetted
        again whenever it is asked for: what stood against it may have been ours."""
        status = self._intake.status(submission_id, device)
        if status.missing:
            raise Refused(FailureCode.SUBMISSION_INCOMPLETE, 409, submission=status)
        if status.state != "complete":
            self._decide(submission_id, now)
            status = self._intake.status(submission_id, device)
        if status.state == "refused":
            raise Refused(FailureCode(status.refusal), 422, submission=status)
        return status

    def _decide(self, submission_id: str, now: datetime) -> None:
        with self._database.reading() as connection:
            row = _known(connection, submission_id)
            manifest = SubmissionManifest.model_validate_json(row.manifest)
            is_new = manifest.kind == "new"
            answered = None if is_new else _answered(connection, manifest)
        found = self._vetting.vet(manifest, answered)
        with self._database.writing() as connection:
            # Two completions may have come at once: the second finds it decided.
            row = _known(connection, submission_id)
            if row.state == "complete":
                return
            if isinstance(found, Unfit):
                _refuse(connection, row, found, now)
                return
            if row.refusal:
                audit.record(connection, now, row.device_id, f"{row.kind} received after {row.refusal}", row.case_id)
            self._accept(connection, row, manifest, found)
            if is_new:
                cases.revise(connection, row.case_id, known_by(found.form, found.authority))
                cases.tell(connection, row.case_id, now)
                groups.join(connection, found.form, found.lead)
                link(connection, row.case_id, found.form.applicant, self._keys)
            else:
                _correct(connection, row, found, now)

    def _accept(self, connection: Connection, row: Row[Any], manifest: SubmissionManifest, found: Fit) -> None:
        for page, size in zip(found.form.pages, found.sizes, strict=True):
            submissions.mark_page(connection, page, size)
        claims = AcknowledgementClaims(
            iss="onewindow-platform",
            case_id=row.case_id,
            submission_id=row.submission_id,
            official_no=row.official_no,
            received_at=row.received_at,
            objects=tuple(entry.digest for entry in manifest.objects),
        )
        acknowledgement = self._signer.sign(claims.model_dump(mode="json"))
        submissions.close(connection, row.submission_id, acknowledgement=acknowledgement)


def _answered(connection: Connection, manifest: SubmissionManifest) -> Answered:
    correction = cases.correction(connection, manifest.submission_id)
    asked = frozenset(point.id for point in correction.points if point.kind == "material")
    return Answered(submissions.form_digest(connection, manifest.case_id), asked)


def _refuse(connection: Connection, row: Row[Any], found: Unfit, now: datetime) -> None:
    """The same refusal again changes nothing."""
    code = found.code.value
    _log.warning("submission %s refused: %s %s", row.submission_id, code, found.words)
    if row.refusal == code:
        return
    audit.record(connection, now, row.device_id, f"{row.kind} refused {code}", row.case_id)
    submissions.close(connection, row.submission_id, refusal=code)
    if row.kind == "new":
        withdraw(connection, row.case_id)
        groups.leave(connection, row.case_id)


def _correct(connection: Connection, row: Row[Any], found: Fit, now: datetime) -> None:
    """A new day of receipt. A case decided meanwhile keeps its state; what came is with its file all the same."""
    case = cases.find(connection, row.case_id)
    assert case is not None
    cases.close_corrections(connection, row.case_id)
    if cases.machine(case).accepts(CaseEvent.CORRECT):
        turn = cases.Turn(CaseEvent.CORRECT, now, found.node_name)
        cases.move(connection, case, turn, {"accept_due_on": found.accept_due_on})
    else:
        cases.revise(connection, row.case_id, {"supply_by": ""})


def _known(connection: Connection, submission_id: str) -> Row[Any]:
    row = submissions.find(connection, submission_id)
    assert row is not None
    return row
