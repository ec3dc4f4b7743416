"""Who got which result, when, where and from whom: once for each case."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from acceptance_platform import audit, cases
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.clerks import Clerk
from acceptance_platform.database import Database
from acceptance_platform.handover.showing import Showing
from acceptance_platform.handover.tables import handovers
from acceptance_platform.problems import Refused, case_state_conflict
from acceptance_platform.schema import decisions
from acceptance_platform.sources import Sources
from acceptance_platform.unsealing import Unsealer
from domain.case.lifecycle import CaseEvent
from domain.contract.clerk import DecisionReply
from domain.contract.handover import Handover, HandoverFacts, ResultFile, ResultQuery
from domain.failures import FailureCode


class Handovers:
    def __init__(self, database: Database, directory: Directory, unsealer: Unsealer, sources: Sources, shown: Showing
    ) -> None:  # fmt: skip
        self._shown = shown
        self._database = database
        self._directory = directory
        self._unsealer = unsealer
        self._sources = sources

    def result(self, clerk: Clerk, query: ResultQuery) -> ResultFile:
        """Raises :class:`Refused`: 403 for a clerk who may not hand over, 404 unless what is shown is the case's,
        409 while there is no result."""
        clerk.require("hand_over")
        with self._database.reading() as connection:
            case = self._shown.case(connection, query)
            made = _result_of(connection, case)
            if made is None:
                raise Refused(FailureCode.RESULT_NOT_READY, 409)
            return ResultFile(
                case_id=case.case_id,
                official_no=case.official_no,
                item_name=self._directory.item_name(case.item_code),
                authority=case.authority_name,
                applicant_masked=case.applicant_masked,
                outcome=made.notice.outcome or "ended",
                words=made.notice.reason,
                finished_at=made.notice.decided_at,
                handed_over=self._known(connection, case.case_id),
            )

    def hand_over(self, clerk: Clerk, case_id: str, handover: Handover) -> HandoverFacts:
        """The same handover again gets the same answer. Raises :class:`Refused`."""
        clerk.require("hand_over")
        now = self._sources.now()
        with self._database.writing() as connection:
            case = self._shown.case(connection, handover)
            known = self._known(connection, case.case_id)
            if known is not None and known.handover_id == handover.handover_id:
                return known
            is_due = case.case_id == case_id and cases.machine(case).accepts(CaseEvent.DELIVER)
            if known is not None or not is_due:
                raise case_state_conflict()
            facts = self._facts(clerk, case, handover, now)
            node = self._directory.node_name(clerk.node_code)
            cases.move(connection, case, cases.Turn(CaseEvent.DELIVER, now, node, clerk.name), {})
            self._keep(connection, facts, handover)
            audit.record(connection, now, clerk.username, f"handed over by {handover.way}", case_id)
        return facts

    def _facts(self, clerk: Clerk, case: Row[Any], handover: Handover, now: datetime) -> HandoverFacts:
        return HandoverFacts(
            handover_id=handover.handover_id,
            case_id=case.case_id,
            official_no=case.official_no,
            item_name=self._directory.item_name(case.item_code),
            applicant_masked=case.applicant_masked,
            way=handover.way,
            recipient=handover.recipient,
            recipient_name=handover.recipient_name,
            tracking_no=handover.tracking_no,
            handed_over_at=now,
            node_name=self._directory.node_name(clerk.node_code),
            clerk_name=clerk.name,
        )

    def _keep(self, connection: Connection, facts: HandoverFacts, handover: Handover) -> None:
        connection.execute(insert(handovers).values(
            case_id=facts.case_id,
            handover_id=facts.handover_id,
            facts=facts.model_copy(update={"recipient_name": ""}).model_dump_json(),
            sealed_recipient=self._unsealer.seal(facts.recipient_name.encode()),
            sealed_signature=self._unsealer.seal(handover.signature),
        ))  # fmt: skip

    def _known(self, connection: Connection, case_id: str) -> HandoverFacts | None:
        row = connection.execute(select(handovers).where(handovers.c.case_id == case_id)).one_or_none()
        if row is None:
            return None
        name = self._unsealer.open(row.sealed_recipient).decode()
        return HandoverFacts.model_validate_json(row.facts).model_copy(update={"recipient_name": name})


def _result_of(connection: Connection, case: Row[Any]) -> DecisionReply | None:
    replies = connection.execute(select(decisions.c.reply).where(decisions.c.case_id == case.case_id)).scalars()
    made = (DecisionReply.model_validate_json(reply) for reply in replies)
    return next((reply for reply in made if reply.notice.kind == "result"), None)
