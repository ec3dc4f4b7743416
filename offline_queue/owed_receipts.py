"""Receipts that are owed: committed hand-ins whose paper the printer has not confirmed yet.

A visit that dies between the commit and the paper leaves the citizen without number and code. The row is
written in the transaction of the commit and holds what the paper needs and nothing personal; the token is
deleted with it as soon as the paper is out or the citizen was shown the code.
"""

from dataclasses import dataclass, field
from datetime import datetime

from offline_queue.hand_in import CaseDraft
from offline_queue.store import Transaction


@dataclass(frozen=True, slots=True)
class OwedReceipt:
    submission_id: str
    case_id: str
    item_code: str
    temporary_no: str
    """Empty for a correction."""
    pages: int
    handed_in_at: datetime
    token: str = field(repr=False)


def owe(transaction: Transaction, draft: CaseDraft, temporary_no: str, handed_in_at: datetime) -> None:
    transaction.change(
        "INSERT INTO owed_receipt (submission_id, case_id, item_code, temporary_no, pages, handed_in_at, token)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        draft.submission_id, draft.case_id, draft.item_code, temporary_no, len(draft.pages),
        handed_in_at.isoformat(), draft.token,
    )  # fmt: skip


def settle(transaction: Transaction, submission_id: str) -> None:
    transaction.change("DELETE FROM owed_receipt WHERE submission_id = ?", submission_id)


def owed(transaction: Transaction) -> tuple[OwedReceipt, ...]:
    """In the order of hand-in."""
    rows = transaction.rows(
        "SELECT submission_id, case_id, item_code, temporary_no, pages, handed_in_at, token FROM owed_receipt"
        " ORDER BY rowid"
    )
    return tuple(OwedReceipt(**{**row, "handed_in_at": datetime.fromisoformat(row["handed_in_at"])}) for row in rows)
