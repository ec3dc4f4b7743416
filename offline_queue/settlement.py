"""Writes down what became of a try. Files go only after the acknowledgement is durable here."""

import logging
from datetime import datetime, timedelta
from typing import assert_never

from domain.clock import Clock
from domain.failures import Failure
from offline_queue import entries, sealed_forms
from offline_queue.delivery import Confirmed, Declined, Postponed, Verdict
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.page_files import PageFiles
from offline_queue.station_time import StationTime
from offline_queue.store import Store

LEASE_SECONDS = 120.0
"""How long a hand-in stays with who began it, when nothing is heard of it any more."""
_log = logging.getLogger(__name__)


class Settlement:
    """Nothing here waits for the disk: what a power cut undoes, the platform tells again (same id, same answer)."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._time = StationTime(clock)

    def number(self, entry: entries.Entry, official_no: str) -> None:
        """The platform's number, as soon as it is told."""
        if entry.official_no != official_no:
            with self._store.transaction(durable=False) as transaction:
                entries.note_number(transaction, entry.submission_id, official_no)

    def begin(self, entry: entries.Entry) -> None:
        with self._store.transaction(durable=False) as transaction:
            entries.move(transaction, entry.submission_id, EntryEvent.STARTED)
            entries.lease(transaction, entry.submission_id, self._time.advance(transaction) + LEASE_SECONDS)
            entries.note_attempt(transaction, entry.submission_id, self._clock.now())

    def settle(self, entry: entries.Entry, verdict: Verdict, *, asked: bool, wait: float) -> None:
        """``asked``: whether the platform was asked to close it, in this try or in an earlier one.
        ``wait``: seconds to the next try."""
        if isinstance(verdict, Confirmed):
            self._confirm(entry, verdict)
        elif isinstance(verdict, Declined):
            self._fail(entry, EntryEvent.REFUSED, verdict.failure, None)
        elif isinstance(verdict, Postponed):
            event = EntryEvent.ANSWER_LOST if asked else EntryEvent.INTERRUPTED
            if verdict.failure is None:
                with self._store.transaction(durable=False) as transaction:
                    entries.move(transaction, entry.submission_id, event)
            else:
                self._fail(entry, event, verdict.failure, self._clock.now() + timedelta(seconds=wait))
        else:
            assert_never(verdict)

    def _confirm(self, entry: entries.Entry, verdict: Confirmed) -> None:
        with self._store.transaction(durable=False) as transaction:
            entries.move(transaction, entry.submission_id, EntryEvent.ACKNOWLEDGED)
            entries.note_acknowledgement(transaction, entry.submission_id, verdict.official_no, verdict.acknowledgement)
        _log.info("confirmed %s", entry.submission_id)

    def _fail(self, entry: entries.Entry, event: EntryEvent, failure: Failure, next_try_at: datetime | None) -> None:
        with self._store.transaction(durable=False) as transaction:
            state = entries.move(transaction, entry.submission_id, event)
            entries.note_failure(transaction, entry.submission_id, failure.code.value, next_try_at)
        level = logging.WARNING if state is EntryState.NEEDS_ATTENTION else logging.INFO
        _log.log(level, "%s %s after %s", state.value, entry.submission_id, failure)


def delete_confirmed(store: Store, files: PageFiles) -> None:
    """Files of every hand-in whose acknowledgement is stored. What a kill left behind, or the disk does not let go,
    goes the next time.

    Confirmations are written without a sync: the one here makes all of them last before the first file goes.
    """
    with store.reading() as transaction:
        confirmed = {
            submission_id: entries.objects_of(transaction, submission_id)
            for submission_id in entries.confirmed_with_files(transaction)
        }
    if not confirmed:
        return
    with store.transaction() as transaction:
        entries.next_of_counter(transaction, "purges")
    gone = [submission_id for submission_id, digests in confirmed.items() if _deleted(files, submission_id, digests)]
    with store.transaction(durable=False) as transaction:
        for submission_id in gone:
            sealed_forms.drop_form(transaction, submission_id)
            entries.note_files_deleted(transaction, submission_id)


def _deleted(files: PageFiles, submission_id: str, digests: tuple[str, ...]) -> bool:
    try:
        files.delete(digests)
    except Failure as failure:
        _log.warning("files of %s stay: %s", submission_id, failure)
        return False
    return True
