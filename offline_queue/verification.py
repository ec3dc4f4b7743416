"""Reads everything a station holds and says whether it is whole."""

import contextlib

from offline_queue import entries
from offline_queue.page_files import PageFiles
from offline_queue.sealed_forms import whole_forms
from offline_queue.station import Station
from offline_queue.storage_faults import PageUnreadable
from offline_queue.store import Store


def verify(station: Station) -> tuple[str, ...]:
    """One line for every fault, none when all is well. Raises STORE_*."""
    files = PageFiles(station.pages, station.quarantine)
    with contextlib.closing(Store.open(station.database)) as store:
        store.check()
        with store.reading() as transaction:
            held = {
                entry.submission_id: entries.objects_of(transaction, entry.submission_id)
                for entry in entries.open_entries(transaction)
            }
            forms = whole_forms(transaction)
    return tuple(
        f"{submission_id}: object {position} {fault}"
        for submission_id, digests in held.items()
        for position, digest in enumerate(digests)
        if digest not in forms and (fault := _fault(files, digest))
    )


def _fault(files: PageFiles, digest: str) -> str:
    """Empty: none."""
    try:
        return "" if files.is_whole(digest) else "is missing or damaged"
    except PageUnreadable as failure:
        return f"cannot be read ({failure.detail})"
