"""Carries unfinished applications to the platform: of each the newest revision, its fields first, then its pages."""

import logging
import random
from collections.abc import Callable

from domain.clock import Clock
from domain.contract.draft import DraftStatus
from domain.contract.submission import UploadState
from domain.failures import Failure
from offline_queue import draft_rows, drafts
from offline_queue.draft_rows import DraftRow, DraftState
from offline_queue.http_transport import AskedByMany, Request
from offline_queue.line_settings import SMALL_BYTES, LineSettings
from offline_queue.outcome import Behind, Done, Gone, Later, Outcome, Refused, ShutOut, TooLarge, judge, read_reply
from offline_queue.pace import Pace
from offline_queue.page_files import PageFiles
from offline_queue.retry_policy import ENTRY, LONGEST_WAIT
from offline_queue.store import Store
from offline_queue.uploads import Stopped, Uploader, Whole

LOOK_SECONDS = 1.0
"""Between looks for what was saved; bundles quick changes into one revision."""
HELD_SECONDS = 30.0
"""Pages that wait for the end of quiet hours are looked at again after so long."""
_log = logging.getLogger(__name__)


class _NotNow(Exception):
    def __init__(self, failure: Failure, at_least: float = 0.0) -> None:
        super().__init__()
        self.failure = failure
        self.at_least = at_least


class DraftPush:
    """Used by one thread."""

    def __init__(
        self, store: Store, files: PageFiles, transport: AskedByMany, line: LineSettings, clock: Clock,
        stopping: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._store = store
        self._files = files
        self._transport = transport
        self._line = line
        self._clock = clock
        self._stopping = stopping
        self._sending: DraftRow | None = None
        self._seen = -1
        self._failures = 0
        self._held: dict[str, int] = {}
        """Revisions of which only pages wait for better hours, by case."""
        self.uploader = Uploader(transport, files, clock, Pace(), self._is_over)

    def round(self) -> float:
        """Whatever waits. Never raises ``Failure``: what failed stays. Seconds to the next round."""
        try:
            number = self._store.change_number()
            if number == self._seen:
                return LOOK_SECONDS
            with self._store.reading() as transaction:
                waiting = draft_rows.to_travel(transaction)
            is_held = [self._is_still_held(row) or self._carry(row) for row in waiting]
        except _NotNow as not_now:
            return self._put_off(not_now.failure, not_now.at_least)
        except Failure as failure:
            return self._put_off(failure, 0.0)
        self._failures = 0
        self._seen = -1 if any(is_held) else number
        return HELD_SECONDS if any(is_held) else LOOK_SECONDS

    def _is_still_held(self, row: DraftRow) -> bool:
        """Then its fields need not be told again every half minute: on a metered line each costs."""
        told = self._held.get(row.case_id) == row.revision and row.state is not DraftState.CLOSING
        return told and self._line.is_thrifty(self._clock.now())

    def _put_off(self, failure: Failure, at_least: float) -> float:
        _log.info("drafts wait: %s", failure)
        self._seen = -1
        self._failures += 1
        return max(ENTRY.wait(self._failures, random.random, at_least=at_least), LOOK_SECONDS)

    def _carry(self, row: DraftRow) -> bool:
        """Whether pages of it wait for better hours."""
        if row.state is DraftState.CLOSING:
            outcome = judge(self._transport.ask(Request("DELETE", f"/v1/drafts/{row.case_id}")))
            if isinstance(outcome, Done):
                self._drop(row)
            else:
                self._give_way(row, outcome)
            return False
        json = {"Content-Type": "application/json"}
        outcome = judge(self._transport.ask(Request("PUT", f"/v1/drafts/{row.case_id}", row.manifest.encode(), json)))
        if not isinstance(outcome, Done):
            self._give_way(row, outcome)
            return False
        with self._store.transaction(durable=False) as transaction:
            draft_rows.note_told(transaction, row.case_id, row.revision)
        return self._send_pages(row, read_reply(outcome.answer, DraftStatus))

    def _send_pages(self, row: DraftRow, status: DraftStatus) -> bool:
        held = False
        for upload in status.missing:
            if upload.size > SMALL_BYTES and self._line.is_thrifty(self._clock.now()):
                held = True
            elif not self._send(row, upload):
                return False
        if held:
            self._held[row.case_id] = row.revision
        else:
            self._held.pop(row.case_id, None)
            self._arrived(row)
        return held

    def _send(self, row: DraftRow, upload: UploadState) -> bool:
        """Whether the page is there; otherwise the row was settled or has changed meanwhile."""
        self._sending = row
        result = self.uploader.send(upload, lambda _digest, _offset: None)
        if not isinstance(result, Whole | Stopped):
            self._give_way(row, result)
        return isinstance(result, Whole)

    def _is_over(self) -> bool:
        """Asked between pieces: handed in, given up or saved anew, the rest of this revision need not go."""
        if self._stopping() or self._sending is None:
            return True
        with self._store.reading() as transaction:
            return not draft_rows.is_current(transaction, self._sending.case_id, self._sending.revision)

    def _give_way(self, row: DraftRow, outcome: Outcome) -> None:
        """Raises ``_NotNow`` for what may be better later."""
        if isinstance(outcome, Later):
            raise _NotNow(outcome.failure, outcome.at_least)
        if isinstance(outcome, ShutOut):
            raise _NotNow(outcome.failure, LONGEST_WAIT)
        assert not isinstance(outcome, Done)
        _log.info("draft %s: %s", row.case_id, outcome.failure)
        if isinstance(outcome, Gone | Behind) or row.state is DraftState.CLOSING:
            # Handed in, given up, or another station goes on with it: this copy is over.
            self._drop(row)
        elif isinstance(outcome, Refused | TooLarge):
            with self._store.transaction(durable=False) as transaction:
                draft_rows.note_state(transaction, row.case_id, row.revision, DraftState.STOPPED)

    def _arrived(self, row: DraftRow) -> None:
        """With one that nobody is at, its files here have done their work."""
        with self._store.transaction(durable=False) as transaction:
            current = draft_rows.note_state(transaction, row.case_id, row.revision, DraftState.ARRIVED)
            over = current and row.parsed().at_rest
            digests = drafts.drop_case(transaction, row.case_id) if over else ()
            if over:
                draft_rows.drop(transaction, row.case_id)
        self._files.delete(digests)

    def _drop(self, row: DraftRow) -> None:
        with self._store.transaction(durable=False) as transaction:
            draft_rows.drop_revision(transaction, row.case_id, row.revision)
