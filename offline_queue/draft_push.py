"""Carries unfinished applications to the platform: of each the newest revision, its fields first, then its pages."""

import logging
from collections.abc import Callable

from domain.clock import Clock
from domain.contract.draft import DraftStatus
from domain.contract.submission import UploadState
from domain.failures import Failure, FailureCode
from offline_queue import draft_rows, drafts
from offline_queue.draft_rows import DraftRow, DraftState
from offline_queue.http_transport import AskedByMany, Request
from offline_queue.line_settings import SMALL_BYTES, LineSettings
from offline_queue.outcome import Answer, Done, Later, Outcome, ShutOut, judge, read_reply
from offline_queue.pace import Pace
from offline_queue.page_files import PageFiles
from offline_queue.refusals import refused_for_good
from offline_queue.retry_policy import LONGEST_WAIT
from offline_queue.storage_faults import PageMissing, PageUnreadable
from offline_queue.store import Store
from offline_queue.turns import NotNow, Turns
from offline_queue.uploads import Stopped, Uploader, Whole

LOOK_SECONDS = 1.0
"""Between looks for what was saved; bundles quick changes into one revision."""
HELD_SECONDS = 30.0
"""Pages that wait for the end of quiet hours are looked at again after so long."""
_OVER = frozenset({FailureCode["DRAFT_CLOSED"], FailureCode["DRAFT_ELSEWHERE"]})
"""Handed in, given up, or another station goes on with it. Only the platform's own word for it ends a copy here: a
status alone may come from anybody on the way, or from a version that does not know drafts."""
_log = logging.getLogger(__name__)


class DraftPush:
    """Used by one thread, but for :meth:`line_is_there`."""

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
        self._turns = Turns("drafts", clock)
        self.line_is_there = self._turns.line_is_there
        self._seen = -1
        self._held: dict[str, int] = {}
        """Revisions of which only pages wait for better hours, by case."""
        self._held_until = 0.0
        self.uploader = Uploader(transport, files, clock, Pace(), self._is_over)

    def round(self) -> float:
        """Whatever waits. Never raises ``Failure``: what failed stays. Seconds to the next round."""
        try:
            self._look()
        except Failure as failure:
            _log.warning("drafts wait: %s", failure)
            return HELD_SECONDS
        return LOOK_SECONDS

    def _look(self) -> None:
        number, now = self._store.change_number(), self._clock.monotonic()
        is_due = number != self._seen or now >= self._turns.next_at or (self._held and now >= self._held_until)
        if self._turns.waits_for_line() or not is_due:
            return
        with self._store.reading() as transaction:
            waiting = {f"{row.case_id} {row.revision}": row for row in draft_rows.to_travel(transaction)}
        self._held = {case: revision for case, revision in self._held.items() if f"{case} {revision}" in waiting}
        self._turns.take(waiting, self._carry)
        self._seen, self._held_until = number, now + HELD_SECONDS

    def _is_still_held(self, row: DraftRow) -> bool:
        """Then its fields need not be told again every half minute: on a metered line each costs."""
        told = self._held.get(row.case_id) == row.revision and row.state is not DraftState.CLOSING
        return told and self._line.is_thrifty(self._clock.now())

    def _carry(self, row: DraftRow) -> None:
        if row.state is DraftState.CLOSING:
            answer = self._transport.ask(Request("DELETE", f"/v1/drafts/{row.case_id}"))
            if isinstance(outcome := judge(answer), Done):
                self._drop(row)
            else:
                self._give_way(row, answer, outcome)
            return
        if self._is_still_held(row):
            return
        json = {"Content-Type": "application/json"}
        answer = self._transport.ask(Request("PUT", f"/v1/drafts/{row.case_id}", row.manifest.encode(), json))
        if not isinstance(outcome := judge(answer), Done):
            self._give_way(row, answer, outcome)
            return
        with self._store.transaction(durable=False) as transaction:
            draft_rows.note_told(transaction, row.case_id, row.revision)
        self._send_pages(row, read_reply(answer, DraftStatus))

    def _send_pages(self, row: DraftRow, status: DraftStatus) -> None:
        held = False
        for upload in status.missing:
            if upload.size > SMALL_BYTES and self._line.is_thrifty(self._clock.now()):
                held = True
            elif not self._send(row, upload):
                return
        if held:
            self._held[row.case_id] = row.revision
        else:
            self._held.pop(row.case_id, None)
            self._arrived(row)

    def _send(self, row: DraftRow, upload: UploadState) -> bool:
        """Whether the page is there; otherwise the row has changed meanwhile, or its page is no more. Raises
        ``NotNow``: what the platform says of a page it says of the draft when that is told again."""
        self._sending = row
        result = self.uploader.send(upload, lambda _digest, _offset: None)
        if isinstance(result, Whole | Stopped):
            return isinstance(result, Whole)
        if not isinstance(result.failure, PageMissing) or isinstance(result.failure, PageUnreadable):
            raise _not_now(result)
        self._stop(row, result.failure)
        return False

    def _is_over(self) -> bool:
        """Asked between pieces: handed in, given up or saved anew, the rest of this revision need not go."""
        if self._stopping() or self._sending is None:
            return True
        with self._store.reading() as transaction:
            return not draft_rows.is_current(transaction, self._sending.case_id, self._sending.revision)

    def _give_way(self, row: DraftRow, answer: Answer, outcome: Outcome) -> None:
        """Raises ``NotNow`` for whatever the platform itself has not called final."""
        assert not isinstance(outcome, Done)
        if outcome.failure.code in _OVER:
            _log.info("draft %s: %s", row.case_id, outcome.failure)
            self._drop(row)
        elif row.state is not DraftState.CLOSING and refused_for_good(answer):
            self._stop(row, outcome.failure)
        else:
            raise _not_now(outcome)

    def _stop(self, row: DraftRow, failure: Failure) -> None:
        _log.info("draft %s: %s", row.case_id, failure)
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


def _not_now(outcome: Outcome) -> NotNow:
    assert not isinstance(outcome, Done)
    at_least = outcome.at_least if isinstance(outcome, Later) else 0.0
    return NotNow(outcome.failure, LONGEST_WAIT if isinstance(outcome, ShutOut) else at_least)
