"""The agent's loop and its upload lanes; the only threads of the queue."""

import logging
import queue
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from domain.clock import Clock
from domain.contract.submission import UploadState
from domain.failures import Failure
from offline_queue.connectivity import Connectivity
from offline_queue.entries import Entry
from offline_queue.retry_policy import LINE, Backoff
from offline_queue.schedule import is_work, next_entry
from offline_queue.uploads import Stopped, Uploader, UploadResult

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.25
"""How often to look for what another process has committed."""

_TROUBLE_SECONDS = 2.0
"""After the disk refused something."""
_PATIENCE_SECONDS = 1.0
"""How long the end of the program may wait for a lane."""


class SyncWork(Protocol):
    """What the loop drives. Everything may raise ``Failure``."""

    def open_entries(self) -> Sequence[Entry]: ...

    def change_number(self) -> int:
        """Differs when another process has committed."""
        ...

    def ping(self) -> float:
        """Milliseconds."""
        ...

    def deliver(self, entry: Entry) -> "Tried": ...

    def look_around(self) -> None:
        """Status changes and the catalogue, when they are due."""
        ...

    def report(self, line: Connectivity) -> None: ...

    def set_right(self) -> None:
        """After the disk refused something: nothing may stay half begun."""
        ...


@dataclass(frozen=True, slots=True)
class Tried:
    """How a delivery ended, as far as the loop minds."""

    next_try_in: float = 0.0
    line_broke: bool = False


class SyncLoop:
    """One thread: the caller's."""

    def __init__(self, work: SyncWork, clock: Clock, stop: threading.Event, line: Backoff = LINE) -> None:
        self._work = work
        self._clock = clock
        self._stop = stop
        self._backoff = line
        self._line = Connectivity()
        self._seen = -1
        self._entries: Sequence[Entry] = ()
        self._due: dict[str, float] = {}
        self._troubled = False

    def run(self) -> None:
        """Until ``stop`` is set."""
        while not self._stop.is_set():
            try:
                busy = self.step()
            except Failure as failure:
                _log.warning("%s", failure)
                self._troubled, busy = True, False
                self._stop.wait(_TROUBLE_SECONDS)
            if not busy:
                self._stop.wait(_LOOK_SECONDS)
        self._work.report(Connectivity(last_contact=self._line.last_contact))

    def step(self) -> bool:
        """One look and at most one delivery. Whether there may be more to do at once."""
        if self._troubled:
            self._work.set_right()
            self._seen, self._troubled = -1, False
        self._look()
        now = self._clock.monotonic()
        if now >= self._line.next_at:
            self._ping()
        if not self._line.connected:
            return False
        entry = next_entry(self._entries, self._due, self._clock.monotonic())
        if entry is None:
            return False
        self._deliver(entry)
        return True

    def _look(self) -> None:
        number = self._work.change_number()
        if number == self._seen:
            return
        known = {entry.submission_id for entry in self._entries}
        self._reload()
        if self._seen != -1 and any(entry.submission_id not in known for entry in self._entries):
            self._line = self._line if self._line.connected else self._line.asked_at(self._clock.monotonic())
        self._seen = number

    def _reload(self) -> None:
        self._entries = self._work.open_entries()

    def _ping(self) -> None:
        try:
            latency = self._work.ping()
        except Failure as failure:
            _log.info("platform not reached: %s", failure)
            self._lose()
            return
        if not self._line.connected:
            _log.info("platform reached")
        self._line = self._line.reached(self._clock.monotonic(), self._clock.now(), latency)
        self._work.report(self._line)
        try:
            self._work.look_around()
        except Failure as failure:
            _log.info("nothing new from the platform: %s", failure)

    def _lose(self) -> None:
        waits = any(is_work(entry) for entry in self._entries)
        self._line = self._line.lost(self._clock.monotonic(), self._backoff, random.random, work_waits=waits)
        self._work.report(self._line)

    def _deliver(self, entry: Entry) -> None:
        tried = self._work.deliver(entry)
        self._due[entry.submission_id] = self._clock.monotonic() + tried.next_try_in
        self._reload()
        if tried.line_broke:
            self._lose()


_Job: TypeAlias = tuple[UploadState, "queue.SimpleQueue[UploadResult | BaseException]"]


class Lanes:
    """Uploads several files at once, each lane with its own connection."""

    def __init__(
        self, uploaders: Sequence[Uploader], progress: Callable[[str, int], None], stop: threading.Event
    ) -> None:
        self._progress = progress
        self._stop = stop
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        for number, uploader in enumerate(uploaders):
            # Daemons: at the end of the process nothing waits for a piece on a dead line; a cut piece is resumed.
            threading.Thread(target=self._work, args=(uploader,), name=f"upload-{number}", daemon=True).start()

    def send_all(self, uploads: Sequence[UploadState]) -> Sequence[UploadResult]:
        """In the order they end. Raises what a lane raised, after all have ended. When the program is
        told to stop it does not wait for lanes that hang on a dead line."""
        answers: queue.SimpleQueue[UploadResult | BaseException] = queue.SimpleQueue()
        for upload in uploads:
            self._jobs.put((upload, answers))
        ended: list[UploadResult | BaseException] = []
        while len(ended) < len(uploads):
            try:
                ended.append(answers.get(timeout=_PATIENCE_SECONDS))
            except queue.Empty:
                if self._stop.is_set():
                    return [Stopped()]
        for result in ended:
            if isinstance(result, BaseException):
                raise result
        return [result for result in ended if not isinstance(result, BaseException)]

    def _work(self, uploader: Uploader) -> None:
        while True:
            upload, answers = self._jobs.get()
            try:
                result: UploadResult | BaseException = uploader.send(upload, self._progress)
            except BaseException as error:  # noqa: BLE001 - the top of a worker: the caller raises it
                result = error
            answers.put(result)
