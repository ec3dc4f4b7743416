"""Puts the agent together and runs it: one for each state folder."""

import contextlib
import fcntl
import logging
import os
import random
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.clock import Clock
from domain.failures import Failure
from offline_queue import entries
from offline_queue.agent_report import write_report
from offline_queue.catalogue_mirror import refresh
from offline_queue.connectivity import Connectivity, ping
from offline_queue.delivery import Delivery, Postponed
from offline_queue.durable_files import make_folder
from offline_queue.entry_states import EntryState
from offline_queue.http_transport import Transport
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover, settle_interrupted
from offline_queue.retry_policy import ENTRY, LONGEST_WAIT
from offline_queue.settlement import Settlement
from offline_queue.station import Station
from offline_queue.status_mirror import pull_changes
from offline_queue.store import Store
from offline_queue.sync_loop import Lanes, SyncLoop, Tried
from offline_queue.uploads import Uploader

LANES = 3
ASK_SECONDS = 10.0
"""Silence after which a question counts as lost."""
UPLOAD_SECONDS = 30.0
CATALOGUE_SECONDS = 600.0
_log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another agent holds this state folder."""


class Agent:
    """The work the loop drives."""

    def __init__(self, station: Station, url: str, store: Store, clock: Clock, stop: threading.Event) -> None:
        self._station = station
        self._store = store
        self._clock = clock
        self._keys = station.enrolment().verification_keys
        self._files = PageFiles(station.pages, station.quarantine)
        self._settlement = Settlement(store, self._files, clock)
        self._transport = Transport.for_station(station, url, ASK_SECONDS)
        self._catalogue_due = 0.0
        self._progressed = False
        transports = [Transport.for_station(station, url, UPLOAD_SECONDS) for _ in range(LANES)]
        uploaders = [Uploader(transport, self._files, clock, stop.is_set) for transport in transports]
        self._lanes = Lanes(uploaders, self._note_progress, stop)

    def prepare(self) -> None:
        """Set right what the last run left behind."""
        make_folder(self._station.mirror)
        self._files.prepare()
        recover(self._store, self._files, self._clock)

    def open_entries(self) -> Sequence[entries.Entry]:
        with self._store.reading() as transaction:
            return entries.open_entries(transaction)

    def change_number(self) -> int:
        return self._store.change_number()

    def ping(self) -> float:
        return ping(self._transport, self._keys, self._clock)

    def deliver(self, entry: entries.Entry) -> Tried:
        with self._store.reading() as transaction:
            manifest = entries.manifest_of(transaction, entry.submission_id)
        self._settlement.begin(entry)
        self._progressed = False
        delivery = Delivery(manifest, self._transport, self._keys)
        verdict = delivery.run(self._lanes.send_all)
        wait = 0.0
        if isinstance(verdict, Postponed):
            least = LONGEST_WAIT if verdict.shut_out else verdict.at_least
            wait = ENTRY.wait(1 if self._progressed else entry.attempts + 1, random.random, at_least=least)
        asked = delivery.completion_asked or entry.state is EntryState.UNKNOWN
        self._settlement.settle(entry, verdict, asked=asked, wait=wait)
        return Tried(wait, line_broke=isinstance(verdict, Postponed) and verdict.line_broke)

    def look_around(self) -> None:
        pull_changes(self._transport, self._store)
        if self._clock.monotonic() >= self._catalogue_due:
            refresh(self._transport, self._station)
            self._catalogue_due = self._clock.monotonic() + CATALOGUE_SECONDS

    def report(self, line: Connectivity) -> None:
        try:
            write_report(self._station.agent_file, line)
        except Failure as failure:
            _log.warning("%s", failure)

    def set_right(self) -> None:
        settle_interrupted(self._store)

    def _note_progress(self, digest: str, offset: int) -> None:
        self._progressed = True
        with self._store.transaction() as transaction:
            entries.mark_sent(transaction, digest, offset)


def run_agent(station: Station, url: str, clock: Clock) -> None:
    """Until SIGTERM or SIGINT. Prints ``ready`` when it is running. ``url`` overrides the enrolment's if not
    empty. Raises :class:`AlreadyRunning`, ``Failure``."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    enrolment = station.enrolment()
    make_folder(station.queue)
    with _only_one(station.agent_lock), contextlib.closing(Store.open(station.database)) as store:
        agent = Agent(station, url or enrolment.url, store, clock, stop)
        agent.prepare()
        print("ready", flush=True)  # noqa: T201 - the sign its parent waits for
        SyncLoop(agent, clock, stop).run()
    _log.info("stopped")


@contextlib.contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning from error
        yield
    finally:
        os.close(descriptor)
