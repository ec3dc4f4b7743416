"""What the agent sets right when it starts: after a crash, a power cut or somebody's hands in the folder."""

import logging
from pathlib import Path

from domain.clock import Clock
from offline_queue import draft_rows, drafts, entries
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.page_files import PageFiles
from offline_queue.settlement import delete_confirmed
from offline_queue.store import Store, Transaction

DRAFT_LIFETIME = 24 * 3600.0
"""Seconds a page nobody handed in is kept."""
UNFINISHED_LIFETIME = 600.0
"""Seconds after which a temporary file is nobody's work in progress."""
_log = logging.getLogger(__name__)


def recover(store: Store, files: PageFiles, clock: Clock) -> None:
    """Only when no other agent runs. Raises ``Failure``."""
    settle_interrupted(store)
    delete_confirmed(store, files)
    now = clock.now().timestamp()
    foreign = tuple(files.foreign())
    for path in foreign:
        files.set_aside(path)
    for path, changed in tuple(files.temporary()):
        if now - changed > UNFINISHED_LIFETIME:
            files.discard_unfinished(path)
    with store.transaction() as transaction:
        orphans = _sweep(transaction, files, now)
    for path in orphans:
        files.set_aside(path)
    if foreign or orphans:
        _log.warning("set aside %d files", len(foreign) + len(orphans))


def settle_interrupted(store: Store) -> None:
    """A try that was cut off may have asked for completion: that makes its hand-in unknown, not failed.

    Only while nothing is being sent. Raises ``Failure``."""
    with store.transaction() as transaction:
        for entry in entries.open_entries(transaction):
            if entry.state is EntryState.SENDING:
                entries.move(transaction, entry.submission_id, EntryEvent.ANSWER_LOST)


def _sweep(transaction: Transaction, files: PageFiles, now: float) -> tuple[Path, ...]:
    """Deletes, inside the transaction, old pages that were never handed in. Answers files that belong to
    no row and may be the leftovers of another database: not ours to delete."""
    aside = []
    pages = {page.digest: page for page in drafts.all_pages(transaction)}
    draft_rows.forget_old(transaction, now)
    under_way = draft_rows.cases_under_way(transaction, now)
    undelivered = entries.undelivered_digests(transaction)
    created_at = entries.database_created_at(transaction)
    for digest, changed in tuple(files.digests()):
        if digest in undelivered:
            continue
        page = pages.get(digest)
        if page is not None and page.case_id in under_way:
            continue
        if page is None and (changed < created_at or not files.is_whole(digest)):
            aside.append(files.path(digest))
        elif now - (changed if page is None else page.kept_at) > DRAFT_LIFETIME:
            files.delete((digest,))
            drafts.forget(transaction, digest)
    return tuple(aside)
