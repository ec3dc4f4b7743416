"""Which hand-in goes next, and how far. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.clock import CHINA
from domain.failures import OF_THE_LINE
from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState
from offline_queue.line_settings import SMALL_BYTES

_READY = frozenset({EntryState.WAITING, EntryState.UNKNOWN})
_BORNE = 20
"""Tries the line may break before the hand-in itself is held to be what breaks it."""


@dataclass(frozen=True, slots=True)
class Turn:
    entry: Entry
    introduces: bool = False
    """Only its manifest goes: it gets its number, its pages wait for a hand."""


def is_work(entry: Entry) -> bool:
    """Can be sent without a person's help."""
    return entry.state in _READY


def is_light(entry: Entry) -> bool:
    """Does not wait for a hand that sends pages."""
    return entry.urgent or entry.bytes_total <= SMALL_BYTES


def next_turn(entries: Sequence[Entry], due: Mapping[str, float], now: float, *, pages_may_go: bool) -> Turn | None:
    """Asked for by a person, then what failed least, then the earliest legal deadline, then the smallest.

    ``entries`` in the order they were handed in; ``due``: by submission, monotonic seconds; ``pages_may_go``: there is
    a hand for them. A hand-in that keeps failing sinks below all others and never blocks them.
    """
    days = _days(entries)
    ready = [
        (not entry.urgent, _failures(entry), day, entry.bytes_total, at)
        for at, (entry, day) in enumerate(zip(entries, days, strict=True))
        if is_work(entry)
        and (entry.attempts == 0 or due.get(entry.submission_id, 0.0) <= now)
        and (pages_may_go or is_light(entry) or not entry.official_no)
    ]
    if not ready:
        return None
    entry = entries[min(ready)[-1]]
    return Turn(entry, introduces=not pages_may_go and not is_light(entry))


def _failures(entry: Entry) -> int:
    """Its own: a line that breaks puts nothing behind what was handed in later."""
    own = bool(entry.last_failure) and entry.last_failure not in OF_THE_LINE
    return entry.attempts if own else max(0, entry.attempts - _BORNE)


def _days(entries: Sequence[Entry]) -> list[date]:
    """The day each one's legal period begins, never before an earlier hand-in's: a clock that was set back
    does not put anything before what was handed in first."""
    days: list[date] = []
    for entry in entries:
        day = entry.handed_in_at.astimezone(CHINA).date()
        days.append(max(day, days[-1]) if days else day)
    return days
