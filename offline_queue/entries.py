"""Rows of hand-ins: what was committed here and how far it has come."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.contract.submission import SubmissionManifest
from offline_queue.drafts import drop_handed_in
from offline_queue.entry_states import BY_NAME, EntryEvent, EntryState, follow
from offline_queue.store import Row, Transaction

_COLUMNS = (
    "submission_id, case_id, kind, temporary_no, handed_in_at, pages, bytes_total, state, attempts, "
    "last_try_at, last_failure, next_try_at, official_no, boot_id, clock_confidence, "
    "EXISTS (SELECT 1 FROM counter WHERE name = 'urgent:' || submission_id) AS urgent"
)


@dataclass(frozen=True, slots=True)
class Entry:
    submission_id: str
    case_id: str
    kind: str
    temporary_no: str
    handed_in_at: datetime
    pages: int
    bytes_total: int
    state: EntryState
    attempts: int
    """Tries in a row that did not end in a confirmation."""
    last_failure: str
    """Code of the last failure, or empty."""
    next_try_at: datetime | None
    """For the eyes only; waiting is measured by the monotonic clock of the agent."""
    official_no: str
    urgent: bool = False
    """A person asked that it goes now."""
    last_try_at: datetime | None = None
    """When the last try began; for the eyes only."""
    boot_id: str = ""
    """Start of the machine it was handed in under; empty: by a program that did not note it."""
    clock_confidence: str = ""
    """``ClockConfidence`` of ``handed_in_at``; empty as above."""


def add_entry(transaction: Transaction, manifest: SubmissionManifest, boot_id: str) -> None:
    """The hand-in with its objects; its draft pages become the entry's."""
    transaction.change(
        "INSERT INTO entry (submission_id, case_id, kind, temporary_no, manifest, handed_in_at, pages, bytes_total,"
        " state, attempts, last_failure, next_try_at, official_no, acknowledgement, files_deleted, boot_id,"
        " clock_confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', '', '', 0, ?, ?)",
        manifest.submission_id, manifest.case_id, manifest.kind, manifest.temporary_no, manifest.model_dump_json(),
        manifest.handed_in_at.isoformat(), sum(1 for item in manifest.objects if item.role == "page"),
        sum(item.size for item in manifest.objects), EntryState.WAITING.value,
        boot_id, manifest.clock_confidence,
    )  # fmt: skip
    transaction.change_many(
        "INSERT INTO entry_object (digest, submission_id, position, size, sent) VALUES (?, ?, ?, ?, 0)",
        [(item.digest, manifest.submission_id, at, item.size) for at, item in enumerate(manifest.objects)],
    )
    drop_handed_in(transaction, manifest.submission_id)


def next_of_counter(transaction: Transaction, name: str, first: int = 1) -> int:
    """1, 2, 3 … or from ``first`` on, each given once."""
    rows = transaction.rows(
        "INSERT INTO counter (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        name, first,
    )  # fmt: skip
    return int(rows[0]["value"])


def find_entry(transaction: Transaction, submission_id: str) -> Entry | None:
    row = transaction.row(f"SELECT {_COLUMNS} FROM entry WHERE submission_id = ?", submission_id)  # noqa: S608
    return None if row is None else _entry(row)


def all_entries(transaction: Transaction) -> tuple[Entry, ...]:
    """In the order they were handed in."""
    return tuple(_entry(row) for row in transaction.each(f"SELECT {_COLUMNS} FROM entry ORDER BY sequence"))  # noqa: S608


def open_entries(transaction: Transaction) -> tuple[Entry, ...]:
    """Not confirmed yet, in the order they were handed in."""
    return tuple(
        _entry(row)
        for row in transaction.each(
            f"SELECT {_COLUMNS} FROM entry WHERE state <> 'confirmed' ORDER BY sequence"  # noqa: S608
        )
    )


def latest_confirmed(transaction: Transaction, most: int) -> tuple[Entry, ...]:
    """In the order they were handed in."""
    query = f"SELECT {_COLUMNS} FROM entry WHERE state = 'confirmed' ORDER BY sequence DESC LIMIT ?"  # noqa: S608
    return tuple(_entry(row) for row in transaction.rows(query, most))[::-1]


def sent_bytes(transaction: Transaction, submission_ids: Sequence[str]) -> dict[str, int]:
    """By submission: bytes the platform said it holds."""
    rows = transaction.rows(
        "SELECT submission_id, SUM(sent) AS sent FROM entry_object"
        " WHERE submission_id IN (SELECT value FROM json_each(?)) GROUP BY submission_id",
        json.dumps(submission_ids),
    )
    return {row["submission_id"]: row["sent"] for row in rows}


def manifest_of(transaction: Transaction, submission_id: str) -> SubmissionManifest:
    """Exactly as committed. Raises ``KeyError``."""
    row = transaction.row("SELECT manifest FROM entry WHERE submission_id = ?", submission_id)
    if row is None:
        raise KeyError(submission_id)
    return SubmissionManifest.model_validate_json(row["manifest"])


def acknowledgement_of(transaction: Transaction, submission_id: str) -> str:
    row = transaction.row("SELECT acknowledgement FROM entry WHERE submission_id = ?", submission_id)
    return "" if row is None else str(row["acknowledgement"])


def mark_sent(transaction: Transaction, digest: str, offset: int) -> None:
    transaction.change("UPDATE entry_object SET sent = ? WHERE digest = ?", offset, digest)


def move(transaction: Transaction, submission_id: str, event: EntryEvent) -> EntryState:
    """One step of the state table. Raises ``IllegalEvent``, ``KeyError``."""
    row = transaction.row("SELECT state FROM entry WHERE submission_id = ?", submission_id)
    if row is None:
        raise KeyError(submission_id)
    state = follow(BY_NAME[row["state"]], event)
    transaction.change("UPDATE entry SET state = ? WHERE submission_id = ?", state.value, submission_id)
    return state


def lease(transaction: Transaction, submission_id: str, until: float) -> None:
    """Who works on it says for how long. ``until``: station time."""
    transaction.change("UPDATE entry SET leased_until = ? WHERE submission_id = ?", until, submission_id)


def expired(transaction: Transaction, now: float) -> tuple[str, ...]:
    """Submissions somebody began and has not spoken of since. ``now``: station time."""
    rows = transaction.rows("SELECT submission_id FROM entry WHERE state = 'sending' AND leased_until < ?", now)
    return tuple(row["submission_id"] for row in rows)


def note_attempt(transaction: Transaction, submission_id: str, at: datetime) -> None:
    """Counted before the try, so that a hand-in this program dies of sinks below the others as well."""
    transaction.change(
        "UPDATE entry SET attempts = attempts + 1, last_try_at = ? WHERE submission_id = ?",
        at.isoformat(), submission_id,
    )  # fmt: skip


def note_failure(transaction: Transaction, submission_id: str, failure: str, next_try_at: datetime | None) -> None:
    transaction.change(
        "UPDATE entry SET last_failure = ?, next_try_at = ? WHERE submission_id = ?",
        failure, "" if next_try_at is None else next_try_at.isoformat(), submission_id,
    )  # fmt: skip


def forget_failures(transaction: Transaction, submission_id: str) -> None:
    transaction.change(
        "UPDATE entry SET attempts = 0, last_failure = '', next_try_at = '' WHERE submission_id = ?", submission_id
    )


def ask_urgently(transaction: Transaction, submission_id: str) -> None:
    """Before all others, whatever the hour; forgotten when it is confirmed."""
    transaction.change("INSERT OR IGNORE INTO counter (name, value) VALUES ('urgent:' || ?, 1)", submission_id)


def note_number(transaction: Transaction, submission_id: str, official_no: str) -> None:
    """Told before everything has arrived; not a sign of delivery."""
    transaction.change("UPDATE entry SET official_no = ? WHERE submission_id = ?", official_no, submission_id)


def note_acknowledgement(transaction: Transaction, submission_id: str, official_no: str, acknowledgement: str) -> None:
    transaction.change(
        "UPDATE entry SET official_no = ?, acknowledgement = ?, attempts = 0, last_failure = '', next_try_at = ''"
        " WHERE submission_id = ?",
        official_no, acknowledgement, submission_id,
    )  # fmt: skip
    transaction.change("UPDATE entry_object SET sent = size WHERE submission_id = ?", submission_id)
    transaction.change("DELETE FROM counter WHERE name = 'urgent:' || ?", submission_id)


def confirmed_with_files(transaction: Transaction) -> tuple[str, ...]:
    """Submissions whose files may be deleted and have not been."""
    rows = transaction.rows("SELECT submission_id FROM entry WHERE state = 'confirmed' AND files_deleted = 0")
    return tuple(row["submission_id"] for row in rows)


def note_files_deleted(transaction: Transaction, submission_id: str) -> None:
    transaction.change("UPDATE entry SET files_deleted = 1 WHERE submission_id = ?", submission_id)


def objects_of(transaction: Transaction, submission_id: str) -> tuple[str, ...]:
    """Digests in the manifest's order."""
    rows = transaction.rows("SELECT digest FROM entry_object WHERE submission_id = ? ORDER BY position", submission_id)
    return tuple(row["digest"] for row in rows)


def held_digests(transaction: Transaction) -> frozenset[str]:
    """Of files that belong to a hand-in: not delivered, or delivered and not deleted yet."""
    rows = transaction.each("SELECT digest FROM entry_object JOIN entry USING (submission_id) WHERE files_deleted = 0")
    return frozenset(row["digest"] for row in rows)


def _entry(row: Row) -> Entry:
    return Entry(
        **{
            **row,
            "state": BY_NAME[row["state"]],
            "urgent": bool(row["urgent"]),
            "handed_in_at": datetime.fromisoformat(row["handed_in_at"]),
            "last_try_at": _moment(row["last_try_at"]),
            "next_try_at": _moment(row["next_try_at"]),
        }
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def strangers(transaction: Transaction) -> frozenset[str]:
    """Digests of sealed files that were there before this database was made: of another one, lost or taken away. No
    clock could tell: one that was set back makes the pages of today older than their database."""
    return frozenset(row["digest"] for row in transaction.rows("SELECT digest FROM stranger"))
