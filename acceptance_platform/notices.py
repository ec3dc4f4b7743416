"""The facts of the notice a decision prints."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from acceptance_platform.catalogue_store import Directory
from acceptance_platform.sequences import next_number
from acceptance_platform.sources import china_day
from domain.calendar.deadlines import decision_due
from domain.contract.clerk import Action, Decision, NoticeFacts, NoticeKind
from domain.text import Say, text


@dataclass(frozen=True, slots=True)
class Numbering:
    """Document numbers: authority, nature, 〔year〕, number; counted by authority, nature and year."""

    say: Say

    def next(self, connection: Connection, authority: str, action: Action, day: date) -> str:
        nature = self.say(text(f"platform.nature_{action}"))
        number = next_number(connection, f"document {authority} {action} {day.year}")
        return self.say(text("platform.document_no", authority=authority, nature=nature, year=day.year, number=number))


_KINDS: dict[Action, NoticeKind] = {
    "accept": "acceptance",
    "tolerate": "tolerance",
    "ask_correction": "correction",
    "reject": "rejection",
    "not_competent": "not_competent",
    "finish": "result",
}


def decide_due_on(directory: Directory, row: Row[Any], accepted: datetime) -> str:
    """Empty when the item names no period, and while the calendar on the way is not published."""
    item = directory.last_item(row.item_code)
    due = decision_due(item, china_day(accepted), directory.calendar) if item else None
    return due.date.isoformat() if due is not None and not due.estimated else ""


def notice(
    directory: Directory, row: Row[Any], decision: Decision, decided_at: datetime, document_no: str
) -> NoticeFacts:
    """``row``: the case after the decision. The applicant's name is left out: it is not kept in the database."""
    item = directory.last_item(row.item_code)
    accepted = decision.action in ("accept", "tolerate")
    return NoticeFacts(
        kind=_KINDS[decision.action],
        document_no=document_no,
        case_id=row.case_id,
        official_no=row.official_no,
        item_name=directory.item_name(row.item_code),
        applicant_name="",
        authority=row.authority_name,
        node_name=directory.node_name(row.node_code),
        decided_at=decided_at,
        received_at=row.received_at,
        decide_due_on=row.decide_due_on,
        legal_days=item.legal_days if item and accepted else None,
        promised_days=item.promised_days if item and accepted else None,
        points=decision.points,
        reason=decision.reason,
        supply_by=decision.supply_by,
        competent_body=decision.competent_body,
        outcome=decision.outcome,
    )
