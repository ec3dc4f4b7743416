"""What a clerk decides: accept (受理, 容缺受理), ask for corrections (补正), not accept (不予受理),
finish (办结)."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from acceptance_platform import audit, cases, submissions
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.clerks import Clerk
from acceptance_platform.database import Database
from acceptance_platform.notices import Numbering, decide_due_on, notice
from acceptance_platform.problems import case_state_conflict, invalid_request
from acceptance_platform.schema import decisions
from acceptance_platform.sources import Sources
from acceptance_platform.worklist import CaseDesk, own_case
from domain.case.decision_rules import Lacking, lacking, path, power_for, wanting
from domain.case.lifecycle import CaseState
from domain.contract.clerk import Decision, DecisionReply
from domain.contract.progress import Correction, CorrectionPoint
from domain.text import text


class Casework:
    def __init__(
        self, database: Database, desk: CaseDesk, directory: Directory, numbering: Numbering, sources: Sources
    ) -> None:
        self._database = database
        self._desk = desk
        self._directory = directory
        self._numbering = numbering
        self._sources = sources

    def decide(self, clerk: Clerk, case_id: str, decision: Decision) -> DecisionReply:
        """The same decision again gets the same reply. Raises :class:`Refused`."""
        clerk.require(power_for(decision.action))
        with self._database.writing() as connection:
            case = own_case(connection, clerk, case_id)
            if submissions.receiving(connection, case_id) is not None:
                raise case_state_conflict()
            known = connection.execute(select(decisions).where(decisions.c.decision_id == decision.decision_id))
            kept = known.one_or_none()
            if _is_out_of_turn(case, kept, decision):
                raise case_state_conflict()
            reply = DecisionReply.model_validate_json(kept.reply) if kept else self._carry_out(
                connection, clerk, case, decision
            )  # fmt: skip
            name = self._desk.forms(connection, case_id)[-1].applicant.name
        return reply.model_copy(update={"notice": reply.notice.model_copy(update={"applicant_name": name})})

    def _carry_out(self, connection: Connection, clerk: Clerk, case: Row[Any], decision: Decision) -> DecisionReply:
        now = self._sources.now()
        papers = self._desk.materials(connection, case, self._desk.forms(connection, case.case_id))
        absent = lacking(papers, supply_by=case.supply_by)
        want = wanting(decision, absent, self._sources.today(), self._desk.supply_by_latest(case))
        if want is not None:
            raise invalid_request(422, want.value)
        points = self._owed(absent) if decision.action == "tolerate" else decision.points
        carried = decision.model_copy(update={"points": points})
        self._move(connection, clerk, case, carried, now)
        moved = own_case(connection, clerk, case.case_id)
        day = self._sources.today()
        document_no = self._numbering.next(connection, case.authority_name, decision.action, day)
        facts = notice(self._directory, moved, carried, now, document_no)
        reply = DecisionReply(item=self._desk.work_item(moved), notice=facts)
        connection.execute(insert(decisions).values(
            decision_id=decision.decision_id, case_id=case.case_id, request_digest=_digest(decision),
            reply=reply.model_dump_json(),
        ))  # fmt: skip
        audit.record(connection, now, clerk.username, decision.action, case.case_id)
        return reply

    def _move(self, connection: Connection, clerk: Clerk, case: Row[Any], decision: Decision, now: datetime) -> None:
        values: dict[str, object] = {"supply_by": decision.supply_by.isoformat() if decision.supply_by else ""}
        correction = None
        cases.close_corrections(connection, case.case_id)
        if decision.action in ("accept", "tolerate"):
            values["decide_due_on"] = decide_due_on(self._directory, case, now)
        if decision.action in ("ask_correction", "tolerate"):
            correction = Correction(
                correction_id=self._sources.ids.new_id(), asked_at=now, authority=case.authority_name,
                points=decision.points,
            )  # fmt: skip
            cases.add_correction(connection, case.case_id, correction)
        note = decision.reason or decision.competent_body
        *before, last = path(CaseState(case.state), decision.action)
        for event in before:
            case = cases.move(connection, case, cases.Turn(event, now, case.authority_name, clerk.name), {})
        cases.move(connection, case, cases.Turn(last, now, case.authority_name, clerk.name, note, correction), values)

    def _owed(self, absent: Lacking) -> tuple[CorrectionPoint, ...]:
        """What a 容缺受理 leaves to follow: the applicant brings it the way of a correction."""
        why = self._numbering.say(text("platform.tolerated"))
        owed = absent.tolerable
        return tuple(CorrectionPoint(kind="material", id=m.material_id, name=m.name, reason=why) for m in owed)


def _is_out_of_turn(case: Row[Any], kept: Row[Any] | None, decision: Decision) -> bool:
    if kept is not None:
        return bool(kept.case_id != case.case_id or kept.request_digest != _digest(decision))
    return case.version != decision.expected_version or not path(CaseState(case.state), decision.action)


def _digest(decision: Decision) -> str:
    """The same before and after a platform that knows more fields."""
    return hashlib.sha256(decision.model_dump_json(exclude_defaults=True).encode()).hexdigest()
