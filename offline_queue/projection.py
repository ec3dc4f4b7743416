"""What screens may show of the queue: counts, states, sizes and times; nothing of any person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from domain.clock import Clock, SystemClock
from domain.failures import FailureCode
from offline_queue import entries
from offline_queue.agent_report import read_report
from offline_queue.clock_check import ClockCheck
from offline_queue.entry_states import EntryState
from offline_queue.limits import Forecast, forecast, free_bytes
from offline_queue.schedule import is_work
from offline_queue.station import Station
from offline_queue.status_mirror import OpenCorrection, case_state, open_corrections
from offline_queue.store import Store, Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QueueSummary:
    waiting: int
    """Hand-ins the platform has not signed for, those in front of a person not counted."""
    needs_attention: int
    oldest_handed_in: datetime | None
    """Of those whose time can be believed."""
    connected: bool | None
    """``None``: unknown, the agent does not run."""
    last_contact: datetime | None
    latency_ms: int | None
    cause: FailureCode | None = None
    """Why there is no line: the words are ``domain.failures.text_key(cause)``."""


@dataclass(frozen=True, slots=True)
class EntryView:
    case_id: str
    submission_id: str
    temporary_no: str
    official_no: str
    state: str
    handed_in_at: datetime
    boot_id: str
    """Start of the machine it was handed in under; empty for those of an older program."""
    clock_confidence: str
    """``ClockConfidence``: how far ``handed_in_at`` can be believed; empty as above. The order never rests on it."""
    attempts: int
    """Tries in a row that failed."""
    last_try_at: datetime | None
    """When the last try began."""
    cause: FailureCode | None
    """Why it is not delivered yet, if a try has failed: the words are ``domain.failures.text_key(cause)``."""
    next_try_at: datetime | None
    bytes_total: int
    bytes_sent: int
    """What the platform said it holds."""


class Projection:
    """Reads only. Every call is one short look at the database and raises STORE_*.

    A station that has kept nothing yet has no database: that is an empty queue, and none is made by looking.
    """

    def __init__(self, station: Station, clock: Clock) -> None:
        self._station = station
        self._clock = clock
        self._check = ClockCheck(station.clock_file, clock)
        self._store: Store | None = None

    @classmethod
    def open(cls, station: Station, clock: Clock | None = None) -> "Projection":
        """Raises STORE_*."""
        projection = cls(station, clock or SystemClock())
        projection._opened()
        return projection

    def summary(self) -> QueueSummary:
        unconfirmed = self._look(entries.open_entries) or ()
        report = read_report(self._station.agent_file, self._clock)
        return QueueSummary(
            waiting=sum(1 for entry in unconfirmed if is_work(entry) or entry.state is EntryState.SENDING),
            needs_attention=sum(1 for entry in unconfirmed if entry.state is EntryState.NEEDS_ATTENTION),
            oldest_handed_in=min(_believed_moments(unconfirmed), default=None),
            connected=report.connected,
            last_contact=report.last_contact,
            latency_ms=report.latency_ms,
            cause=report.cause,
        )

    def forecast(self) -> Forecast:
        found = self._look(entries.open_entries) or ()
        moments = [entry.handed_in_at for entry in found]
        span = abs((moments[-1] - moments[0]).total_seconds()) if moments else 0.0
        size = sum(entry.bytes_total for entry in found)
        return forecast(free_bytes(self._station.root), size, len(found), span)

    def clock_confidence(self) -> str:
        """``ClockConfidence``. ``implausible``: the clock has lost its time, or the platform's signed time says
        that it is wrong; nothing is ordered by it."""
        return self._check.confidence(self._clock.now())

    def clock_ahead(self) -> float | None:
        """Seconds, by the platform's signed time; ``None``: nobody knows."""
        return self._check.ahead()

    def entries(self) -> tuple[EntryView, ...]:
        """In the order they were handed in: all there have ever been."""
        return self._look(lambda transaction: _views(transaction, entries.all_entries(transaction))) or ()

    def latest(self, delivered: int) -> tuple[EntryView, ...]:
        """What is not delivered, and so many of what is."""
        return self._look(partial(_latest, delivered=delivered)) or ()

    def corrections(self) -> tuple[OpenCorrection, ...]:
        """What departments wait for, of cases handed in here and not answered here, the oldest first."""
        return self._look(open_corrections) or ()

    def case_state(self, case_id: str) -> str | None:
        """The department's state, if the platform has told it; ``CaseStateName``."""
        return self._look(lambda transaction: case_state(transaction, case_id))

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    def _look(self, look: Callable[[Transaction], T]) -> T | None:
        store = self._opened()
        if store is None:
            return None
        with store.reading() as transaction:
            return look(transaction)

    def _opened(self) -> Store | None:
        if self._store is None and self._station.database.exists():
            self._store = Store.open(self._station.database)
        return self._store


def _believed_moments(found: Sequence[entries.Entry]) -> Iterator[datetime]:
    """A hand-in of 1970 has not waited for half a century."""
    return (entry.handed_in_at for entry in found if entry.clock_confidence != "implausible")


def _latest(transaction: Transaction, delivered: int) -> tuple[EntryView, ...]:
    found = (*entries.latest_confirmed(transaction, delivered), *entries.open_entries(transaction))
    return _views(transaction, found)


def _views(transaction: Transaction, found: Sequence[entries.Entry]) -> tuple[EntryView, ...]:
    sent = entries.sent_bytes(transaction, [entry.submission_id for entry in found])
    return tuple(_view(entry, sent.get(entry.submission_id, 0)) for entry in found)


def _view(entry: entries.Entry, sent: int) -> EntryView:
    return EntryView(
        case_id=entry.case_id,
        submission_id=entry.submission_id,
        temporary_no=entry.temporary_no,
        official_no=entry.official_no,
        state=entry.state.value,
        handed_in_at=entry.handed_in_at,
        boot_id=entry.boot_id,
        clock_confidence=entry.clock_confidence,
        attempts=entry.attempts,
        last_try_at=entry.last_try_at,
        cause=next((code for code in FailureCode if code.value == entry.last_failure), None),
        next_try_at=entry.next_try_at,
        bytes_total=entry.bytes_total,
        bytes_sent=sent,
    )
