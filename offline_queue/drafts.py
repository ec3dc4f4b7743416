"""Rows of pages that belong to a case nobody has handed in yet."""

from dataclasses import dataclass

from offline_queue.store import Transaction


@dataclass(frozen=True, slots=True)
class DraftPage:
    digest: str
    case_id: str
    size: int
    kept_at: float
    """Station time (``station_time.py``); only used to sweep what nobody will hand in any more."""


def add_page(transaction: Transaction, page: DraftPage) -> None:
    """A page the sweep found first belongs to the case from now on."""
    transaction.change(
        "INSERT INTO draft_page (digest, case_id, size, kept_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (digest) DO UPDATE SET case_id = excluded.case_id",
        page.digest, page.case_id, page.size, page.kept_at,
    )  # fmt: skip


def drop_page(transaction: Transaction, case_id: str, digest: str) -> bool:
    """Whether it was a draft's page: what was handed in is not dropped."""
    return transaction.change("DELETE FROM draft_page WHERE case_id = ? AND digest = ?", case_id, digest) == 1


def drop_case(transaction: Transaction, case_id: str) -> tuple[str, ...]:
    """Digests that were dropped."""
    rows = transaction.rows("DELETE FROM draft_page WHERE case_id = ? RETURNING digest", case_id)
    return tuple(row["digest"] for row in rows)


def drop_handed_in(transaction: Transaction, submission_id: str) -> None:
    """From now on these files belong to the entry."""
    transaction.change(
        "DELETE FROM draft_page WHERE digest IN (SELECT digest FROM entry_object WHERE submission_id = ?)",
        submission_id,
    )


def all_pages(transaction: Transaction) -> tuple[DraftPage, ...]:
    return tuple(DraftPage(**row) for row in transaction.rows("SELECT digest, case_id, size, kept_at FROM draft_page"))


def forget(transaction: Transaction, digest: str) -> None:
    transaction.change("DELETE FROM draft_page WHERE digest = ?", digest)
