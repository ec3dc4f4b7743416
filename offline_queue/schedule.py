"""Which hand-in goes next. Pure."""

from collections.abc import Mapping, Sequence

from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState

_READY = frozenset({EntryState.WAITING, EntryState.UNKNOWN})


def is_work(entry: Entry) -> bool:
    """Can be sent without a person's help."""
    return entry.state in _READY


def next_entry(entries: Sequence[Entry], due: Mapping[str, float], now: float) -> Entry | None:
    """The one that failed least, then the one handed in first; ``due``: by submission, monotonic seconds.

    A hand-in that keeps failing sinks below all others and never blocks them.
    """
    ready = [
        entry
        for entry in entries
        if is_work(entry) and (entry.attempts == 0 or due.get(entry.submission_id, 0.0) <= now)
    ]
    return min(ready, key=lambda entry: entry.attempts, default=None)
