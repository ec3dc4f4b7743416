"""What became of the cases handed in here, as the platform's change feed tells. No free text, nothing personal."""

from dataclasses import dataclass
from datetime import datetime

from domain.contract.progress import CaseChange, CaseStateName, ChangePage
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import expect, read_reply
from offline_queue.store import Store, Transaction

_PAGE = 200
_CORRECTION: CaseStateName = "CORRECTION"
_MOST_PAGES = 50
"""A platform that always has more cannot hold the agent for ever."""


def pull_changes(transport: Transport, store: Store) -> int:
    """Follow the feed from where it was left. Answers how many changes came. Raises ``Failure``."""
    total = 0
    for _ in range(_MOST_PAGES):
        with store.reading() as transaction:
            cursor, mark = _counted(transaction, "changes"), _counted(transaction, "changes_mark")
        answer = transport.ask(Request("GET", f"/v1/changes?after={cursor}&mark={mark}&limit={_PAGE}"))
        page = read_reply(expect(answer), ChangePage)
        if page.changes or page.anew or page.mark != mark:
            with store.transaction() as transaction:
                _take(transaction, page)
        total += len(page.changes)
        if len(page.changes) < _PAGE:
            break
    return total


def case_state(transaction: Transaction, case_id: str) -> str | None:
    row = transaction.row("SELECT state FROM case_status WHERE case_id = ?", case_id)
    return None if row is None else str(row["state"])


@dataclass(frozen=True, slots=True)
class OpenCorrection:
    """A department waits for something (补正). What and why it says itself, to whoever shows the receipt."""

    case_id: str
    official_no: str
    correction_id: str
    material_ids: tuple[str, ...]
    """Materials that are missing or wrong; the form itself when there is none."""
    since: datetime


def open_corrections(transaction: Transaction) -> tuple[OpenCorrection, ...]:
    """Of cases of this station, not answered here yet, the oldest first."""
    rows = transaction.rows(
        "SELECT case_id, official_no, correction_id, material_ids, changed_at FROM case_status"
        " WHERE state = ? AND correction_id <> '' AND correction_id NOT IN (SELECT submission_id FROM entry)"
        " ORDER BY changed_at, case_id",
        _CORRECTION,
    )
    return tuple(
        OpenCorrection(
            row["case_id"], row["official_no"], row["correction_id"], tuple(row["material_ids"].split()),
            datetime.fromisoformat(row["changed_at"]),
        )
        for row in rows
    )  # fmt: skip


def _take(transaction: Transaction, page: ChangePage) -> None:
    """The cursor moves together with what it leads past. A feed that is told anew is another one's: what it does not
    tell, the platform does not know any more."""
    if page.anew:
        transaction.change("DELETE FROM case_status")
    for change in page.changes:
        _apply(transaction, change)
    transaction.change_many(
        "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [
            ("changes", max((page.next, *(change.cursor for change in page.changes)))),
            ("changes_mark", page.mark),
        ],
    )


def _counted(transaction: Transaction, name: str) -> int:
    row = transaction.row("SELECT value FROM counter WHERE name = ?", name)
    return 0 if row is None else int(row["value"])


def _apply(transaction: Transaction, change: CaseChange) -> None:
    transaction.change(
        "INSERT OR REPLACE INTO case_status (case_id, official_no, state, changed_at, correction_id, material_ids)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        change.case_id, change.official_no, change.state, change.changed_at.isoformat(),
        change.correction_id or "", " ".join(change.material_ids),
    )  # fmt: skip
