"""Bugs of the station; see :mod:`tests.durability.planted_bugs`."""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from domain.case.numbering import temporary_number
from domain.clock import CHINA, SystemClock, SystemIds
from offline_queue import (
    age_writer,
    agent,
    database_line,
    database_log,
    durable_files,
    entries,
    page_files,
    settlement,
)
from offline_queue.entry_states import EntryEvent
from offline_queue.hand_in import CaseDraft, CommittedCase
from offline_queue.outbox import Outbox
from offline_queue.store import Transaction
from offline_queue.temporary_numbers import counter_of, first_sequence
from offline_queue.uploads import Uploader


def _synchronous_normal() -> None:
    database_line.SETTINGS["synchronous"] = 1


def _no_folder_sync() -> None:
    def nothing(_folder: object) -> None:
        """Says it is durable."""

    durable_files.sync_folder = nothing
    page_files.sync_folder = nothing


def _promise_before_commit() -> None:
    """The receipt prints while the transaction waits for the next convenient moment."""
    waiting: list[CaseDraft] = []
    commit = Outbox.commit

    def flushing(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Outbox, *arguments: Any) -> Any:
            while waiting:
                commit(self, waiting.pop())
            return method(self, *arguments)

        return call

    def early(self: Outbox, draft: CaseDraft) -> CommittedCase:
        now = self._clock.now()
        day = now.astimezone(CHINA).date()
        with self._store.reading() as transaction:
            row = transaction.row("SELECT value FROM counter WHERE name = ?", counter_of(now))
            first = first_sequence(transaction, now)
        enrolment = self._keys.enrolment
        sequence = 1 + row["value"] if row else first
        number = temporary_number(enrolment.node.region, enrolment.device_no, day, sequence)
        waiting.append(draft)
        return CommittedCase(draft.case_id, draft.submission_id, number, now, len(draft.pages))

    for name in ("keep_page", "receipt_given", "drop_page", "close"):
        setattr(Outbox, name, flushing(getattr(Outbox, name)))
    setattr(Outbox, "commit", flushing(early))  # noqa: B010 - mypy forbids the plain assignment


def _purge_before_acknowledgement() -> None:
    send = Uploader.send

    def purging(self: Uploader, upload: Any, *more: Any) -> Any:
        result = send(self, upload, *more)
        getattr(self._sealed, "_files", self._sealed).delete((upload.digest,))
        return result

    setattr(Uploader, "send", purging)  # noqa: B010 - as above


def _new_id_on_retry() -> None:
    """Every try after the first makes an identity of its own."""
    manifest_of, tried = entries.manifest_of, set[str]()

    def renamed(transaction: Transaction, submission_id: str) -> Any:
        manifest = manifest_of(transaction, submission_id)
        if submission_id in tried:
            fresh = SystemIds(SystemClock()).new_id()
            return manifest.model_copy(update={"submission_id": fresh, "case_id": fresh})
        tried.add(submission_id)
        return manifest

    entries.manifest_of = renamed


def _drop_on_4xx() -> None:
    fail = settlement.Settlement._fail

    def dropping(self: Any, entry: entries.Entry, event: EntryEvent, *more: Any) -> None:
        fail(self, entry, event, *more)
        if event is EntryEvent.REFUSED:
            with self._store.transaction() as transaction:
                transaction.change("DELETE FROM entry WHERE submission_id = ?", entry.submission_id)

    setattr(settlement.Settlement, "_fail", dropping)  # noqa: B010 - as above


def _one_nonce() -> None:
    """Every file has the same key and the same nonce."""
    age_writer.token_bytes = lambda size=None: b"k" * (size or 0)


def _wall_clock_order() -> None:
    open_entries = entries.open_entries
    entries.open_entries = lambda transaction: tuple(sorted(open_entries(transaction), key=lambda e: e.handed_in_at))
    assert agent.entries is entries


def _empty_on_upgrade() -> None:
    """An upgrade begins with a clean database."""
    migrate = database_line.migrate

    def emptying(connection: sqlite3.Connection) -> None:
        before = connection.execute("PRAGMA user_version").fetchone()[0]
        migrate(connection)
        if 0 < before < connection.execute("PRAGMA user_version").fetchone()[0]:
            connection.execute("DELETE FROM entry")

    database_line.migrate = emptying


def _sync_only_again() -> None:
    """After a sync that failed the next one is believed."""

    def nothing(_path: Path) -> None:
        """Says that all is durable."""

    database_log.write_again = nothing


BUGS: Mapping[str, Callable[[], None]] = {
    "synchronous-normal": _synchronous_normal,
    "no-folder-sync": _no_folder_sync,
    "promise-before-commit": _promise_before_commit,
    "purge-before-acknowledgement": _purge_before_acknowledgement,
    "new-id-on-retry": _new_id_on_retry,
    "drop-on-4xx": _drop_on_4xx,
    "one-nonce": _one_nonce,
    "wall-clock-order": _wall_clock_order,
    "empty-on-upgrade": _empty_on_upgrade,
}
LATER: Mapping[str, Callable[[], None]] = {"sync-only-again": _sync_only_again}
"""Not of the twelve."""
