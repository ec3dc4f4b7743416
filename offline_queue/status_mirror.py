"""What became of the cases handed in here, as the platform's change feed tells. No free text, nothing personal."""

from domain.contract.progress import CaseChange, ChangePage
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import expect, read_reply
from offline_queue.store import Store, Transaction

_PAGE = 200
_MOST_PAGES = 50
"""A platform that always has more cannot hold the agent for ever."""


def pull_changes(transport: Transport, store: Store) -> int:
    """Follow the feed from where it was left. Answers how many changes came. Raises ``Failure``."""
    total = 0
    for _ in range(_MOST_PAGES):
        with store.reading() as transaction:
            cursor = _cursor(transaction)
        answer = transport.ask(Request("GET", f"/v1/changes?after={cursor}&limit={_PAGE}"))
        page = read_reply(expect(answer), ChangePage)
        if not page.changes:
            break
        with store.transaction() as transaction:
            for change in page.changes:
                _apply(transaction, change)
            _advance(transaction, max(page.next, *(change.cursor for change in page.changes)))
        total += len(page.changes)
        if len(page.changes) < _PAGE:
            break
    return total


def case_state(transaction: Transaction, case_id: str) -> str | None:
    row = transaction.row("SELECT state FROM case_status WHERE case_id = ?", case_id)
    return None if row is None else str(row["state"])


def _cursor(transaction: Transaction) -> int:
    row = transaction.row("SELECT value FROM counter WHERE name = 'changes'")
    return 0 if row is None else int(row["value"])


def _advance(transaction: Transaction, cursor: int) -> None:
    transaction.change(
        "INSERT INTO counter (name, value) VALUES ('changes', ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        cursor,
    )


def _apply(transaction: Transaction, change: CaseChange) -> None:
    transaction.change(
        "INSERT OR REPLACE INTO case_status (case_id, official_no, state, changed_at, correction_id, material_ids)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        change.case_id, change.official_no, change.state, change.changed_at.isoformat(),
        change.correction_id or "", " ".join(change.material_ids),
    )  # fmt: skip
