"""Which hand-in goes next. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.clock import CHINA
from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState

_READY = frozenset({EntryState.WAITING, EntryState.UNKNOWN})


def is_work(entry: Entry) -> bool:
    """Can be sent without a person's help."""
    return entry.state in _READY


def next_entry(entries: Sequence[Entry], due: Mapping[str, float], now: float) -> Entry | None:
    """Asked for by a person, then what failed least, then the earliest legal deadline, then the smallest.

    ``entries`` in the order they were handed in; ``due``: by submission, monotonic seconds. A hand-in that
    keeps failing sinks below all others and never blocks them.
    """
    days = _days(entries)
    ready = [
        (not entry.urgent, entry.attempts, day, entry.bytes_total, at)
        for at, (entry, day) in enumerate(zip(entries, days, strict=True))
        if is_work(entry) and (entry.attempts == 0 or due.get(entry.submission_id, 0.0) <= now)
    ]
    return entries[min(ready)[-1]] if ready else None


def _days(entries: Sequence[Entry]) -> list[date]:
    """The day each one's legal period begins, never before an earlier hand-in's: a clock that was set back
    does not put anything before what was handed in first."""
    days: list[date] = []
    for entry in entries:
        day = entry.handed_in_at.astimezone(CHINA).date()
        days.append(max(day, days[-1]) if days else day)
    return days
