"""What the agent sets right when it starts: after a crash, a power cut or somebody's hands in the folder."""

import logging
from collections.abc import Callable, Collection
from pathlib import Path

from domain.clock import Clock
from domain.failures import Failure
from offline_queue import draft_rows, drafts, entries
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.page_files import PageFiles
from offline_queue.settlement import delete_confirmed
from offline_queue.station_time import StationTime
from offline_queue.storage_faults import PageMissing
from offline_queue.store import Store, Transaction

DRAFT_LIFETIME = 24 * 3600.0
"""Seconds of station time a page nobody handed in is kept."""
_log = logging.getLogger(__name__)


def recover(store: Store, files: PageFiles, clock: Clock) -> None:
    """Only when no other agent runs. Raises ``Failure``."""
    settle_interrupted(store)
    with store.transaction(durable=False) as transaction:
        draft_rows.try_stopped_again(transaction)
    _each(tuple(files.foreign()), files.set_aside, "set aside foreign files")
    _each(tuple(files.unfinished()), files.discard, "discarded what was half written")
    sweep(store, files, clock)


def sweep(store: Store, files: PageFiles, clock: Clock) -> None:
    """Files of what is delivered go, and pages nobody handed in, however the wall clock stands. Raises ``Failure``."""
    delete_confirmed(store, files)
    with store.transaction() as transaction:
        now = StationTime(clock).advance(transaction)
        strangers = _take_in_strays(transaction, files, now)
        _forget_old(transaction, files, now)
    _each(strangers, files.set_aside, "set aside files of no row")


def _each(paths: Collection[Path], work: Callable[[Path], None], what: str) -> None:
    """Those that refuse stay where they are, where they hinder nobody. Their names, which anybody may have given, are
    not told."""
    left = 0
    for path in paths:
        try:
            work(path)
        except Failure as failure:
            left += 1
            _log.warning("%s", failure)
    if paths:
        _log.warning("%s: %d, left where they are: %d", what, len(paths) - left, left)


def settle_interrupted(store: Store, held: Collection[str] = ()) -> None:
    """A try that was cut off may have asked for completion: that makes its hand-in unknown, not failed.

    ``held``: submissions somebody here still works on; looked at inside the transaction, so that nobody begins one or
    ends one meanwhile. Raises ``Failure``."""
    with store.transaction() as transaction:
        for entry in entries.open_entries(transaction):
            if entry.state is EntryState.SENDING and entry.submission_id not in held:
                entries.move(transaction, entry.submission_id, EntryEvent.ANSWER_LOST)


def take_back_expired(store: Store, clock: Clock, held: Collection[str]) -> None:
    """What another process (a courier's import) began, never ended, and has not spoken of since: unknown, not failed.

    ``held``: submissions this process works on, which it ends itself. Raises ``Failure``."""
    with store.transaction(durable=False) as transaction:
        for submission_id in entries.expired(transaction, StationTime(clock).advance(transaction)):
            if submission_id not in held:
                entries.move(transaction, submission_id, EntryEvent.ANSWER_LOST)


def _take_in_strays(transaction: Transaction, files: PageFiles, now: float) -> tuple[Path, ...]:
    """A page whose row a power cut undid is a draft's from now on. Answers files that are the leftovers of another
    database, or are not what they are named by: not ours to delete. One that cannot be read stays where it is."""
    known = {page.digest for page in drafts.all_pages(transaction)} | entries.held_digests(transaction)
    strangers = entries.strangers(transaction)
    aside = []
    for digest in tuple(files.digests()):
        if digest in known:
            continue
        try:
            if digest in strangers or not files.is_whole(digest):
                aside.append(files.path(digest))
            else:
                drafts.add_page(transaction, drafts.DraftPage(digest, "", files.size(digest), now))
        except PageMissing as failure:
            _log.warning("a page of no row: %s", failure)
    return tuple(aside)


def _forget_old(transaction: Transaction, files: PageFiles, now: float) -> None:
    """Inside the transaction, as a commit looks for its pages inside one: neither sees half of the other."""
    draft_rows.forget_old(transaction, now)
    under_way = draft_rows.cases_under_way(transaction, now)
    for page in drafts.all_pages(transaction):
        if page.case_id not in under_way and now - page.kept_at > DRAFT_LIFETIME:
            try:
                files.delete((page.digest,))
            except Failure as failure:
                _log.warning("an old page stays: %s", failure)
            else:
                drafts.forget(transaction, page.digest)
