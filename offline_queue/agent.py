"""Puts the agent together and runs it: one for each state folder."""

import contextlib
import fcntl
import logging
import os
import random
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from domain.clock import Clock
from domain.contract.submission import SubmissionManifest, UploadState
from domain.failures import Failure, FailureCode
from domain.flow.machine import IllegalEvent
from offline_queue import entries, lane_width
from offline_queue.agent_report import write_report
from offline_queue.bandwidth import Budget
from offline_queue.connectivity import IDLE_SECONDS, METERED_IDLE_SECONDS, Connectivity
from offline_queue.delivery import Confirmed, Delivery, Postponed, Verdict, or_for_a_person
from offline_queue.draft_push import DraftPush
from offline_queue.durable_files import hand_over, make_folder
from offline_queue.entry_states import EntryState
from offline_queue.holdback import Holdback
from offline_queue.http_transport import Transport
from offline_queue.lanes import Lanes
from offline_queue.limits import Reserve
from offline_queue.line_settings import SMALL_BYTES, settings_in_force
from offline_queue.outcome import reply_invalid
from offline_queue.pace import Pace
from offline_queue.packets import can_introduce, hand_in_packet, introducing_packet
from offline_queue.page_files import PageFiles
from offline_queue.platform_watch import METERED_CATALOGUE_SECONDS, PlatformWatch
from offline_queue.portal_probe import PortalProbe
from offline_queue.queue_objects import QueueObjects
from offline_queue.recovery import recover, settle_interrupted, sweep, take_back_expired
from offline_queue.relay_push import RelayPush
from offline_queue.relay_shelf import RelayShelf
from offline_queue.retry_policy import ENTRY, LONGEST_WAIT
from offline_queue.schedule import Turn, is_light
from offline_queue.settlement import Settlement, delete_confirmed
from offline_queue.station import Station
from offline_queue.steady_memory import give_back_large_buffers
from offline_queue.storage_faults import DiskFull
from offline_queue.store import Store
from offline_queue.sync_loop import Crew, Rounds, SyncLoop, Tried
from offline_queue.tls_tickets import SharedTickets
from offline_queue.transport_pool import TransportPool
from offline_queue.uploads import Stopped, Uploader, UploadResult
from offline_queue.wake_call import WakeCalls
from offline_queue.watchdog import Watchdog

HANDS = 8
"""Hand-ins under way at once."""
UPLOAD_SECONDS = 30.0
"""Silence after which a request counts as lost."""
SWEEP_SECONDS = 3600.0
_log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another agent holds this state folder."""


class Agent:
    """The work the loop drives."""

    def __init__(self, station: Station, url: str, store: Store, clock: Clock, stop: threading.Event) -> None:
        self._station = station
        self._store = store
        self._clock = clock
        self._files = PageFiles(station.pages, station.quarantine)
        self._sealed = QueueObjects(store, self._files)
        self.alive: Callable[[], None] = lambda: None
        """Called at every turn of the loop."""
        self._reserve = Reserve(self._files.reserve)
        self._settlement = Settlement(store, clock)
        self._sweep_due = clock.monotonic() + SWEEP_SECONDS
        self._held: set[str] = set()
        self.holdback = Holdback(clock)
        self._transports = TransportPool(self._connection(url))
        self._line = settings_in_force(station.line_settings, station.line_kept)
        self.watch = PlatformWatch(station, store, self._transports, PortalProbe(url, clock), clock)
        if self._line.metered:
            self.watch.catalogue_seconds = METERED_CATALOGUE_SECONDS
        pace = Pace()
        uploaders = [
            Uploader(self._transports, self._sealed, clock, pace, stop.is_set, number)
            for number in range(lane_width.MOST)
        ]
        budget = Budget(self._line.budget_kbit * 125.0, clock)
        self.drafts = DraftPush(store, self._files, self._transports, self._line, clock, stop.is_set)
        shelf = RelayShelf(station, clock)
        self.relays = RelayPush(shelf, self._transports, lambda: self.watch.keys, self._line, clock)
        self._lanes = Lanes(uploaders, stop, clock)
        self._lanes.one_is_free = self._transports.is_warm

        def spent(size: int, seconds: float) -> None:
            self._lanes.note(size, seconds)
            stop.wait(budget.spend(size, seconds))

        def spent_on_neighbours(size: int, seconds: float) -> None:
            stop.wait(budget.spend(size, seconds))

        self.relays.carrier.keep_within(budget.largest_request)
        self.relays.carrier.spent = spent_on_neighbours
        for uploader in (*uploaders, self.drafts.uploader):
            uploader.keep_within(budget.largest_request)
            uploader.spent = spent

    def _connection(self, url: str) -> Callable[[], Transport]:
        tickets = SharedTickets()

        def made() -> Transport:
            transport = Transport.for_station(self._station, url, UPLOAD_SECONDS, tickets)
            transport.heard = self.holdback.note
            return transport

        return made

    def close(self) -> None:
        """Its lanes end; where the process goes on, as in tests."""
        self._lanes.close()

    def prepare(self) -> None:
        """Set right what the last run left behind."""
        make_folder(self._station.mirror)
        self._files.prepare()
        self._reserve.spend_on(lambda: recover(self._store, self._files, self._clock))

    def open_entries(self) -> Sequence[entries.Entry]:
        with self._store.reading() as transaction:
            found = entries.open_entries(transaction)
        if any(entry.state is EntryState.SENDING and entry.submission_id not in self._held for entry in found):
            take_back_expired(self._store, self._clock, self._held)
        now = self._clock.now()
        return tuple(entry for entry in found if self._line.may_send(entry, now))

    def sweep(self) -> float:
        """Seconds to the next time."""
        wait = self._sweep_due - self._clock.monotonic()
        if wait > 0:
            return wait
        sweep(self._store, self._files, self._clock)
        self._sweep_due = self._clock.monotonic() + SWEEP_SECONDS
        return SWEEP_SECONDS

    def change_number(self) -> int:
        return self._store.change_number()

    def asked_to_wait(self) -> float:
        return self.holdback.left()

    def idle_seconds(self) -> float:
        return METERED_IDLE_SECONDS if self._line.metered else IDLE_SECONDS

    def ping(self, *, work_waits: int) -> float:
        if work_waits:
            self._lanes.warm(work_waits)
        latency = self._ping()
        self.drafts.line_is_there()
        self.relays.line_is_there()
        return latency

    def _ping(self) -> float:
        """Whatever stands where the platform should and answers as nobody foresaw is not the platform."""
        try:
            return self.watch.ping()
        except Failure:
            raise
        except Exception as error:
            _log.error("ping: %s", _where(error))
            raise reply_invalid(type(error).__name__) from error

    def deliver(self, turn: Turn) -> Tried:
        self._held.add(turn.entry.submission_id)
        try:
            return self._deliver(turn)
        finally:
            self._held.discard(turn.entry.submission_id)

    def _deliver(self, turn: Turn) -> Tried:
        entry = turn.entry
        try:
            self._settlement.begin(entry)
        except IllegalEvent:
            # Somebody else has settled it since it was looked for: a courier's import, for one.
            return Tried()
        progress = _Progress(self._store)
        verdict, asked = self._try(turn, progress)
        verdict = or_for_a_person(verdict, entry.attempts + 1)
        wait = 0.0
        if isinstance(verdict, Postponed) and verdict.failure is not None:
            least = LONGEST_WAIT if verdict.shut_out else verdict.at_least
            wait = ENTRY.wait(1 if progress.made else entry.attempts + 1, random.random, at_least=least)
        self._settlement.settle(entry, verdict, asked=asked or entry.state is EntryState.UNKNOWN, wait=wait)
        if isinstance(verdict, Postponed):
            broke = verdict.failure.code if verdict.line_broke and verdict.failure else None
            return Tried(wait, line_broke=broke)
        return Tried(wait, delivered=isinstance(verdict, Confirmed))

    def _try(self, turn: Turn, progress: "_Progress") -> tuple[Verdict, bool]:
        """And whether the platform was asked to close it. What nobody foresaw ends this try only. Raises STORE_*."""
        entry = turn.entry
        try:
            with self._store.reading() as transaction:
                manifest = entries.manifest_of(transaction, entry.submission_id)
            delivery = Delivery(manifest, self._transports, self.watch.keys)
            delivery.numbered = lambda number: self._settlement.number(entry, number)
            if entry.attempts == 0 and entry.bytes_total <= SMALL_BYTES:
                delivery.begin_with(lambda: hand_in_packet(self._sealed, manifest))
            else:
                if not entry.official_no and can_introduce(manifest):
                    delivery.introduce_with(lambda: introducing_packet(self._sealed, manifest))
                if not turn.introduces:
                    self._lanes.warm(entry.pages)
            rank = _ranks(manifest, entry)

            def send_all(uploads: Sequence[UploadState], settled: Callable[[], bool]) -> Sequence[UploadResult]:
                if turn.introduces:
                    return [Stopped()]
                return self._lanes.send_all(uploads, progress.note, rank, settled)

            verdict = delivery.run(send_all)
        except Failure:
            raise
        except Exception as error:  # noqa: BLE001 - whatever one hand-in does, the others go on
            _log.error("delivery of %s: %s", entry.submission_id, _where(error))
            return Postponed(Failure(FailureCode.DELIVERY_UNEXPECTED)), True
        return verdict, delivery.completion_asked

    def purge(self) -> None:
        delete_confirmed(self._store, self._files)

    def look_around(self) -> None:
        self.watch.look_around()

    def report(self, line: Connectivity) -> None:
        try:
            write_report(self._station.agent_file, line)
        except Failure as failure:
            _log.warning("%s", failure)

    def set_right(self, trouble: Failure) -> None:
        """A full disk is given its reserve: what is delivered makes room again."""
        if isinstance(trouble, DiskFull):
            self._reserve.release()
        settle_interrupted(self._store, self._held)


def _ranks(manifest: SubmissionManifest, entry: entries.Entry) -> Callable[[str], int]:
    """By digest: what a person asked for, then what a department begins with, then pages."""
    if entry.urgent:
        return lambda _digest: 0
    pages = {item.digest for item in manifest.objects if item.role == "page"}
    return lambda digest: 2 if digest in pages and not is_light(entry) else 1


class _Progress:
    """Of one delivery."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.made = False

    def note(self, digest: str, offset: int) -> None:
        self.made = True
        with self._store.transaction(durable=False) as transaction:
            entries.mark_sent(transaction, digest, offset)


def _where(error: Exception) -> str:
    """Its type and where it was raised. Not its words: they may quote what is personal."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"


def run_agent(station: Station, url: str, clock: Clock) -> None:
    """Until SIGTERM or SIGINT. Prints ``ready`` when it is running. ``url`` overrides the enrolment's if not
    empty. Raises :class:`AlreadyRunning`, ``Failure``."""
    give_back_large_buffers()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    enrolment = station.enrolment()
    make_folder(station.queue)
    reserve = Reserve(PageFiles(station.pages, station.quarantine).reserve)
    opened = partial(reserve.spend_on, partial(Store.open, station.database))
    with _only_one(station.agent_lock), contextlib.closing(opened()) as store:
        watchdog = Watchdog.of_environment()
        agent = Agent(station, url or enrolment.url, store, clock, stop)
        agent.alive = watchdog.alive
        agent.prepare()
        print("ready", flush=True)  # noqa: T201 - the sign its parent waits for
        watchdog.ready()
        held = agent.holdback.left
        Rounds(agent.drafts.round, stop, held)
        Rounds(agent.relays.round, stop, held)
        Rounds(agent.sweep, stop)
        Rounds(agent.watch.news, stop, held)
        crew = Crew(agent.deliver, HANDS)
        with contextlib.closing(WakeCalls(station.queue, crew.wake)):
            SyncLoop(agent, crew, clock, stop).run()
        agent.close()
        watchdog.stopping()
    _log.info("stopped")


@contextlib.contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        hand_over(descriptor, lock.parent)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning from error
        yield
    finally:
        os.close(descriptor)
