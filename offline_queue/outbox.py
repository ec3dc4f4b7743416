"""Where a visit puts what must not be lost: pages as they are captured, the case when it is handed in."""

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from domain.case.numbering import temporary_number
from domain.clock import CHINA, Clock, IdSource
from domain.contract.submission import ClockConfidence
from offline_queue import asked_again, draft_rows, drafts, entries, owed_receipts, sealed_forms
from offline_queue.clock_check import ClockCheck, without_platform
from offline_queue.current_keys import CurrentKeys
from offline_queue.draft_keeper import DraftKeeper, Travel, UnfinishedCase
from offline_queue.entry_states import EntryState
from offline_queue.hand_in import (
    CaseDraft,
    CommittedCase,
    HandInMoment,
    KeptPage,
    NewPage,
    as_sealed_objects,
    manifest_for,
    plain_form,
)
from offline_queue.limits import Reserve, admit, free_bytes
from offline_queue.line_settings import SMALL_BYTES
from offline_queue.outcome import reply_invalid
from offline_queue.owed_receipts import OwedReceipt
from offline_queue.page_files import PageFiles
from offline_queue.page_keeping import PageKeeper
from offline_queue.sealing import Sealer
from offline_queue.station import Station
from offline_queue.station_time import boot_id
from offline_queue.storage_faults import DiskFull
from offline_queue.store import Store, Transaction
from offline_queue.temporary_numbers import next_sequence
from offline_queue.wake_call import call_agent

__all__ = [
    "CaseDraft",
    "CommittedCase",
    "DraftKeeper",
    "KeptPage",
    "NewPage",
    "Outbox",
    "OwedReceipt",
    "Travel",
    "UnfinishedCase",
]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What a hand-in adds to its pages, all by one sealer."""

    by: Sealer
    form: bytes
    previews: bytes
    """Empty for none."""


class Outbox:
    """Every method that returns has made its work durable; every method that raises ``Failure`` has
    promised nothing. One process may use it from several threads."""

    def __init__(
        self, keys: CurrentKeys, store: Store, files: PageFiles, clock: Clock, ids: IdSource,
        confidence: Callable[[datetime], ClockConfidence] = without_platform,
    ) -> None:  # fmt: skip
        """``confidence``: how far a moment of ``clock`` can be believed."""
        self.there_is_work: Callable[[], None] = lambda: None
        """Told when something is to be sent at once."""
        self._keys = keys
        self._store = store
        self._files = files
        self._clock = clock
        self._ids = ids
        self._confidence = confidence
        self._boot_id = boot_id()
        self._reserve = Reserve(files.reserve)
        self.drafts = DraftKeeper(store, keys.sealer, clock, ids)
        """What is not finished yet, so that it can be continued at another station."""
        self._pages = PageKeeper(keys.sealer, files, store, self._reserve, clock)

    @classmethod
    def open(cls, station: Station, clock: Clock, ids: IdSource) -> "Outbox":
        """Raises DEVICE_NOT_ENROLLED, STORE_UNSAFE_SETTINGS, STORE_TOO_NEW, STORE_DAMAGED …"""
        files = PageFiles(station.pages, station.quarantine)
        keys = CurrentKeys(station)
        store = Store.open(station.database)
        files.prepare()
        confidence = ClockCheck(station.clock_file, clock).confidence
        outbox = cls(keys, store, files, clock, ids, confidence)
        outbox.there_is_work = partial(call_agent, station.queue)
        return outbox

    def keep_page(self, case_id: str, page: NewPage) -> KeptPage:
        """Durable on return. Raises STORE_DISK_FULL, STORE_WRITE_FAILED, SEALING_NO_RECIPIENT."""
        return self.keep_pages(case_id, (page,))[0]

    def keep_pages(self, case_id: str, pages: Sequence[NewPage]) -> tuple[KeptPage, ...]:
        """Several that are there at once, in less time than one by one. All durable on return, or ``Failure``."""
        return self._pages.keep(case_id, pages)

    def admission(self) -> None:
        """Before a case begins. Raises ``Failure(STORE_RESERVE_LOW)`` when it might not be finished here."""
        with contextlib.suppress(DiskFull):
            self._reserve.keep()
        admit(self._reserve, free_bytes(self._files.reserve.parent))

    def drop_page(self, case_id: str, sealed_digest: str) -> None:
        """A page the citizen took out of the draft. A page that was handed in stays."""
        with self._store.transaction() as transaction:
            dropped = drafts.drop_page(transaction, case_id, sealed_digest)
        self._pages.previews.drop((sealed_digest,))
        if dropped:
            self._files.delete((sealed_digest,))

    def discard(self, case_id: str) -> None:
        """The unfinished draft of a case, here and on the platform; what was handed in stays."""
        self.drafts.give_up(case_id)
        self.drop_pages(case_id)

    def drop_pages(self, case_id: str) -> None:
        """Every page kept for a case that is not handed in; the unfinished application itself stays open."""
        with self._store.transaction() as transaction:
            digests = drafts.drop_case(transaction, case_id)
        self._pages.previews.drop(digests)
        self._files.delete(digests)

    def keep_sealed(self, case_id: str, page: KeptPage, sealed: bytes) -> None:
        """A page that was captured elsewhere, as it was sealed there. Raises ``Failure(PLATFORM_REPLY_INVALID)``
        for other bytes, and as :meth:`keep_page`."""
        if hashlib.sha256(sealed).hexdigest() != page.sealed_digest:
            raise reply_invalid("sealed page digest")
        self._pages.keep_sealed(case_id, page, sealed)

    def commit(self, draft: CaseDraft) -> CommittedCase:
        """Hand in. Case, objects, entry and number in one transaction; the same submission again answers
        what was committed the first time. Raises STORE_PAGE_MISSING besides the others."""
        sealer = self._keys.sealer()
        sealed = _Sealed(
            sealer, sealer.seal(plain_form(draft, salt=self._ids.new_token())), self._sealed_previews(draft, sealer)
        )
        committed = self._reserve.spend_on(
            lambda: self._store.together(lambda transaction: self._add(transaction, draft, sealed))
        )
        self.there_is_work()
        self._pages.previews.drop(page.sealed_digest for page in draft.pages)
        return committed

    def _sealed_previews(self, draft: CaseDraft, sealer: Sealer) -> bytes:
        """Empty for a hand-in that travels at once and for one whose pages another process captured."""
        if sum(page.size for page in draft.pages) <= SMALL_BYTES:
            return b""
        plain = self._pages.previews.set_of(page.sealed_digest for page in draft.pages)
        return sealer.seal(plain) if plain else b""

    def _add(self, transaction: Transaction, draft: CaseDraft, sealed: "_Sealed") -> CommittedCase:
        if known := entries.find_entry(transaction, draft.submission_id):
            return _as_committed(known)
        # Inside the transaction, as the sweep of old drafts deletes inside one: neither sees half of the other.
        for page in draft.pages:
            self._files.require(page.sealed_digest, page.size)
        form_digest = hashlib.sha256(sealed.form).hexdigest()
        previews = ((hashlib.sha256(sealed.previews).hexdigest(), len(sealed.previews)),) if sealed.previews else ()
        objects = as_sealed_objects(
            ((form_digest, len(sealed.form)), *((page.sealed_digest, page.size) for page in draft.pages)), previews
        )
        moment = self._moment(transaction, draft)
        manifest = manifest_for(draft, objects, sealed.by, moment)
        entries.add_entry(transaction, manifest, self._boot_id)
        sealed_forms.add_form(transaction, draft.submission_id, form_digest, sealed.form)
        for digest, _ in previews:
            sealed_forms.add_form(transaction, draft.submission_id, digest, sealed.previews, "sealed_previews")
        draft_rows.drop(transaction, draft.submission_id)
        owed_receipts.owe(transaction, draft, moment.temporary_no, moment.at)
        return CommittedCase(
            draft.case_id, draft.submission_id, moment.temporary_no, manifest.handed_in_at, len(draft.pages)
        )

    def owed_receipts(self) -> tuple[OwedReceipt, ...]:
        """Committed hand-ins whose receipt nobody confirmed, the oldest first."""
        with self._store.reading() as transaction:
            return owed_receipts.owed(transaction)

    def handed_in(self, submission_id: str) -> entries.Entry | None:
        """What is known here of a hand-in, delivered or not; ``None``: it was never committed here."""
        with self._store.reading() as transaction:
            return entries.find_entry(transaction, submission_id)

    def receipt_given(self, submission_id: str) -> None:
        """The paper is out, or the citizen left the screen that shows number and code. Safe twice."""
        with self._store.transaction() as transaction:
            owed_receipts.settle(transaction, submission_id)

    def send_now(self, submission_id: str) -> EntryState:
        """A person asked: before all others, also in quiet hours and on a metered line. Answers its state now; what is
        delivered stays so. Raises ``KeyError``."""
        with self._store.transaction() as transaction:
            state = asked_again.send_now(transaction, submission_id)
        self.there_is_work()
        return state

    def close(self) -> None:
        self._pages.previews.close()
        self._store.close()

    def _moment(self, transaction: Transaction, draft: CaseDraft) -> HandInMoment:
        now = self._clock.now()
        confidence = self._confidence(now)
        if draft.kind == "correction":
            return HandInMoment(self._keys.enrolment, now, "", confidence)
        day = now.astimezone(CHINA).date()
        sequence = next_sequence(transaction, now)
        number = temporary_number(self._keys.enrolment.node.region, self._keys.enrolment.device_no, day, sequence)
        return HandInMoment(self._keys.enrolment, now, number, confidence)


def _as_committed(entry: entries.Entry) -> CommittedCase:
    return CommittedCase(entry.case_id, entry.submission_id, entry.temporary_no, entry.handed_in_at, entry.pages)
