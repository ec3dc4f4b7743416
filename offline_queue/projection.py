"""What screens may show of the queue: counts, states, sizes and times; nothing of any person."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import Clock, SystemClock
from offline_queue import entries
from offline_queue.agent_report import read_report
from offline_queue.entry_states import EntryState
from offline_queue.hand_in import clock_confidence
from offline_queue.limits import Forecast, forecast, free_bytes
from offline_queue.schedule import is_work
from offline_queue.station import Station
from offline_queue.status_mirror import case_state
from offline_queue.store import Store


@dataclass(frozen=True, slots=True)
class QueueSummary:
    waiting: int
    """Hand-ins the platform has not signed for, those in front of a person not counted."""
    needs_attention: int
    oldest_handed_in: datetime | None
    connected: bool | None
    """``None``: unknown, the agent does not run."""
    last_contact: datetime | None
    latency_ms: int | None


@dataclass(frozen=True, slots=True)
class EntryView:
    case_id: str
    submission_id: str
    temporary_no: str
    official_no: str
    state: str
    handed_in_at: datetime
    attempts: int
    last_failure: str
    next_try_at: datetime | None
    bytes_total: int
    bytes_sent: int


class Projection:
    """Reads only. Every call is one short look at the database."""

    def __init__(self, station: Station, store: Store, clock: Clock) -> None:
        self._station = station
        self._store = store
        self._clock = clock

    @classmethod
    def open(cls, station: Station, clock: Clock | None = None) -> "Projection":
        """Raises STORE_*."""
        return cls(station, Store.open(station.database), clock or SystemClock())

    def summary(self) -> QueueSummary:
        with self._store.reading() as transaction:
            unconfirmed = entries.open_entries(transaction)
        report = read_report(self._station.agent_file, self._clock)
        return QueueSummary(
            waiting=sum(1 for entry in unconfirmed if is_work(entry) or entry.state is EntryState.SENDING),
            needs_attention=sum(1 for entry in unconfirmed if entry.state is EntryState.NEEDS_ATTENTION),
            oldest_handed_in=min((entry.handed_in_at for entry in unconfirmed), default=None),
            connected=report.connected,
            last_contact=report.last_contact,
            latency_ms=report.latency_ms,
        )

    def forecast(self) -> Forecast:
        with self._store.reading() as transaction:
            found = entries.open_entries(transaction)
        moments = [entry.handed_in_at for entry in found]
        span = abs((moments[-1] - moments[0]).total_seconds()) if moments else 0.0
        size = sum(entry.bytes_total for entry in found)
        return forecast(free_bytes(self._station.root), size, len(found), span)

    def clock_confidence(self) -> str:
        """``implausible``: this station's clock has lost its time; nothing is ordered by it."""
        return clock_confidence(self._clock.now())

    def entries(self) -> tuple[EntryView, ...]:
        """In the order they were handed in."""
        with self._store.reading() as transaction:
            sent = entries.sent_bytes(transaction)
            found = entries.all_entries(transaction)
        return tuple(_view(entry, sent.get(entry.submission_id, 0)) for entry in found)

    def case_state(self, case_id: str) -> str | None:
        """The department's state, if the platform has told it; ``CaseStateName``."""
        with self._store.reading() as transaction:
            return case_state(transaction, case_id)

    def close(self) -> None:
        self._store.close()


def _view(entry: entries.Entry, sent: int) -> EntryView:
    return EntryView(
        case_id=entry.case_id,
        submission_id=entry.submission_id,
        temporary_no=entry.temporary_no,
        official_no=entry.official_no,
        state=entry.state.value,
        handed_in_at=entry.handed_in_at,
        attempts=entry.attempts,
        last_failure=entry.last_failure,
        next_try_at=entry.next_try_at,
        bytes_total=entry.bytes_total,
        bytes_sent=sent,
    )
