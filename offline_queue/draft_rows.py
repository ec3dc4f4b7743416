"""Rows of unfinished applications: sealed as they were saved last, and how far the platform has them."""

from dataclasses import dataclass
from enum import StrEnum

from domain.contract.draft import DraftManifest
from offline_queue.store import Row, Transaction

LIFETIME = 30 * 86400.0
"""Seconds one that nobody touched is kept here while the platform has not got it."""


_DAY = 86400.0


class DraftState(StrEnum):
    WAITING = "waiting"
    """Something of the newest revision has not arrived."""
    ARRIVED = "arrived"
    STOPPED = "stopped"
    """The platform will not take it as it is; the next saving tries again, and so does the agent's next start."""
    CLOSING = "closing"
    """Given up here, not yet there."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    case_id: str
    revision: int
    manifest: str
    """JSON of :class:`DraftManifest`."""
    state: DraftState
    told: int
    """The newest revision the platform has fields and list of pages of; 0: none."""
    saved_at: float
    """Station time (``station_time.py``); only used to forget."""

    def parsed(self) -> DraftManifest:
        return DraftManifest.model_validate_json(self.manifest)


_COLUMNS = "case_id, revision, manifest, state, told, saved_at"


def find(transaction: Transaction, case_id: str) -> DraftRow | None:
    row = transaction.row(f"SELECT {_COLUMNS} FROM draft WHERE case_id = ?", case_id)  # noqa: S608
    return None if row is None else _draft(row)


def put(transaction: Transaction, manifest: DraftManifest, saved_at: float) -> None:
    """The next revision; waits to travel."""
    transaction.change(
        "INSERT INTO draft (case_id, revision, manifest, state, told, saved_at) VALUES (?, ?, ?, 'waiting', 0, ?)"
        " ON CONFLICT (case_id) DO UPDATE SET revision = excluded.revision, manifest = excluded.manifest,"
        " state = 'waiting', saved_at = excluded.saved_at",
        manifest.case_id, manifest.revision, manifest.model_dump_json(), saved_at,
    )  # fmt: skip


def to_travel(transaction: Transaction) -> tuple[DraftRow, ...]:
    """The one saved first, first."""
    rows = transaction.rows(
        f"SELECT {_COLUMNS} FROM draft WHERE state IN ('waiting', 'closing') ORDER BY saved_at, case_id"  # noqa: S608
    )
    return tuple(_draft(row) for row in rows)


def all_at_hand(transaction: Transaction) -> tuple[DraftRow, ...]:
    """Those that are neither given up nor put to rest."""
    rows = transaction.rows(f"SELECT {_COLUMNS} FROM draft WHERE state != 'closing'")  # noqa: S608
    return tuple(row for row in map(_draft, rows) if not row.parsed().at_rest)


def is_current(transaction: Transaction, case_id: str, revision: int) -> bool:
    """Whether this revision is still to travel."""
    row = find(transaction, case_id)
    return row is not None and row.state is DraftState.WAITING and row.revision == revision


def note_told(transaction: Transaction, case_id: str, revision: int) -> None:
    transaction.change("UPDATE draft SET told = MAX(told, ?) WHERE case_id = ?", revision, case_id)


def note_state(transaction: Transaction, case_id: str, revision: int, state: DraftState) -> bool:
    """Whether it was that revision that waited: one that was saved meanwhile goes on waiting."""
    changed = transaction.change(
        "UPDATE draft SET state = ? WHERE case_id = ? AND revision = ? AND state = 'waiting'",
        state.value, case_id, revision,
    )  # fmt: skip
    return changed == 1


def close(transaction: Transaction, case_id: str) -> None:
    """Given up here; the platform has to be told, even when it may never have heard of it."""
    transaction.change("UPDATE draft SET state = 'closing', manifest = '' WHERE case_id = ?", case_id)


def try_stopped_again(transaction: Transaction) -> None:
    """The platform may have learnt since."""
    transaction.change("UPDATE draft SET state = 'waiting' WHERE state = 'stopped'")


def drop(transaction: Transaction, case_id: str) -> None:
    transaction.change("DELETE FROM draft WHERE case_id = ?", case_id)


def drop_revision(transaction: Transaction, case_id: str, revision: int) -> None:
    """Unless it was saved again meanwhile."""
    transaction.change("DELETE FROM draft WHERE case_id = ? AND revision = ?", case_id, revision)


def cases_under_way(transaction: Transaction, now: float) -> frozenset[str]:
    """Cases whose pages somebody may still want: not arrived, or worked on within the day."""
    rows = transaction.rows(
        "SELECT case_id FROM draft WHERE (state IN ('waiting', 'stopped') AND saved_at > ?) OR saved_at > ?",
        now - LIFETIME, now - _DAY,
    )  # fmt: skip
    return frozenset(row["case_id"] for row in rows)


def forget_old(transaction: Transaction, now: float) -> None:
    transaction.change("DELETE FROM draft WHERE saved_at <= ?", now - LIFETIME)


def _draft(row: Row) -> DraftRow:
    return DraftRow(**{**row, "state": DraftState(row["state"])})
