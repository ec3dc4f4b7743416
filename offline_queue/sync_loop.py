"""The agent's loop and who works for it: hands that deliver, work that comes round again."""

import contextlib
import logging
import queue
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from domain.clock import Clock
from domain.failures import Failure, FailureCode
from offline_queue.connectivity import IDLE_SECONDS, Connectivity
from offline_queue.entries import Entry
from offline_queue.retry_policy import LINE, Backoff
from offline_queue.schedule import Turn, is_light, is_work, next_turn

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.25
"""How often to look for what another process has committed and has not called for."""

_RELOAD_SECONDS = 30.0
"""Hours pass too: what had to wait may go now."""
_TROUBLE_SECONDS = 2.0
"""After the disk refused something."""
_NEWS_WAIT_SECONDS = 5.0
_LIGHT_HANDS = 2
"""Hands that send no pages: on a slow line all others may be busy for hours."""
_MOST_UNPURGED = 64
"""Delivered hand-ins whose files may wait for the others'."""


class SyncWork(Protocol):
    """What the loop drives. Everything may raise ``Failure``."""

    def open_entries(self) -> Sequence[Entry]: ...

    def change_number(self) -> int:
        """Differs when another process has committed."""
        ...

    def asked_to_wait(self) -> float:
        """Seconds for which the platform still wants to be left alone (Retry-After)."""
        ...

    def idle_seconds(self) -> float:
        """Between pings while nothing waits."""
        ...

    def ping(self, *, work_waits: int) -> float:
        """Milliseconds. ``work_waits``: so many pages, or hand-ins without any, will be sent as soon as this is
        answered."""
        ...

    def deliver(self, turn: Turn) -> "Tried":
        """From several threads, never two for one hand-in."""
        ...

    def purge(self) -> None:
        """Delete what is delivered."""
        ...

    def look_around(self) -> None:
        """Status changes and the catalogue, when they are due: begun, not waited for."""
        ...

    def report(self, line: Connectivity) -> None: ...

    def alive(self) -> None:
        """At each turn, also while the disk refuses everything."""
        ...

    def set_right(self, trouble: Failure) -> None:
        """After the disk refused something: nothing may stay half begun. Others may be under way."""
        ...


@dataclass(frozen=True, slots=True)
class Tried:
    """How a delivery ended, as far as the loop minds."""

    next_try_in: float = 0.0
    line_broke: FailureCode | None = None
    """Why, if it did."""
    delivered: bool = False


class SyncLoop:
    """One thread: the caller's."""

    def __init__(
        self, work: SyncWork, crew: "Deliverers", clock: Clock, stop: threading.Event, line: Backoff = LINE
    ) -> None:
        self._work = work
        self._crew = crew
        self._under_way: dict[str, Turn] = {}
        self._unpurged = 0
        self._begin_at = 0.0
        self._fresh_until = 0.0
        self._report_at = float("inf")
        self._reload_at = 0.0
        self._clock = clock
        self._stop = stop
        self._backoff = line
        self._line = Connectivity()
        self._seen = -1
        self._entries: Sequence[Entry] = ()
        self._due: dict[str, float] = {}
        self._trouble: Failure | None = None
        self._news_by = float("inf")

    def run(self) -> None:
        """Until ``stop`` is set."""
        while not self._stop.is_set():
            try:
                busy = self.step()
            except Failure as failure:
                _log.warning("%s", failure)
                self._trouble, busy = failure, False
                self._stop.wait(_TROUBLE_SECONDS)
            if not busy and not self._stop.is_set():
                self._crew.wait(_LOOK_SECONDS)
        self._tidy()
        self._work.report(Connectivity(last_contact=self._line.last_contact))

    def _tidy(self) -> None:
        """What is delivered does not stay on the disk until the next start."""
        try:
            self._work.purge()
        except Failure as failure:
            _log.warning("%s", failure)

    def step(self) -> bool:
        """One look, and as many deliveries begun as there are free hands. Whether there may be more to do at once."""
        self._work.alive()
        ended = self._collect()
        if self._trouble is not None:
            self._work.set_right(self._trouble)
            self._seen, self._trouble = -1, None
        self._look()
        now = self._clock.monotonic()
        left_alone = self._work.asked_to_wait() > 0.0
        if asked := now >= self._line.next_at and not left_alone:
            self._ping()
        elif now >= self._report_at:
            self._report()
        begun = not left_alone and self._begin()
        if self._line.connected and self._is_time_for_news(asked=asked):
            self._look_around()
        self._purge()
        return ended or begun

    def _begin(self) -> bool:
        begun = False
        if self._clock.monotonic() < self._begin_at:
            return False
        while self._line.connected and len(self._under_way) < self._crew.size:
            free = [entry for entry in self._entries if entry.submission_id not in self._under_way]
            turn = next_turn(free, self._due, self._clock.monotonic(), pages_may_go=self._has_hand_for_pages())
            if turn is None:
                break
            self._under_way[turn.entry.submission_id] = turn
            self._crew.begin(turn)
            begun = True
        return begun

    def _has_hand_for_pages(self) -> bool:
        with_pages = sum(not turn.introduces and not is_light(turn.entry) for turn in self._under_way.values())
        return with_pages < max(1, self._crew.size - _LIGHT_HANDS)

    def _collect(self) -> bool:
        """What has ended since. Raises the ``Failure`` of a delivery, after all that ended are noted. Anything else
        that a delivery raises is its own affair: the others go on."""
        trouble: list[Failure] = []
        broke: FailureCode | None = None
        found = self._crew.ended()
        for entry, result in found:
            self._under_way.pop(entry.submission_id, None)
            if isinstance(result, Failure):
                trouble.append(result)
                continue
            if not isinstance(result, Tried):
                # Taken back when its claim runs out. Not at once again, should it not even have been claimed.
                _log.error("delivery of %s: %s", entry.submission_id, type(result).__name__)
                self._begin_at = self._clock.monotonic() + _TROUBLE_SECONDS
                continue
            self._due[entry.submission_id] = self._clock.monotonic() + result.next_try_in
            self._unpurged += result.delivered
            broke = result.line_broke or broke
        if found:
            self._reload()
        if broke is not None and self._line.connected:
            self._lose(broke)
        for error in trouble:
            raise error
        return bool(found)

    def _purge(self) -> None:
        """Many at once where there are many: deleting costs a sync, however much is deleted."""
        if self._unpurged and (not self._under_way or self._unpurged >= _MOST_UNPURGED):
            self._work.purge()
            self._unpurged = 0

    def _look(self) -> None:
        number = self._work.change_number()
        if number == self._seen:
            if self._clock.monotonic() >= self._reload_at:
                self._reload()
            return
        known = {entry.submission_id for entry in self._entries}
        self._reload()
        if self._seen != -1 and any(entry.submission_id not in known for entry in self._entries):
            now = self._clock.monotonic()
            is_known = self._line.connected and now < self._fresh_until
            self._line = self._line if is_known else self._line.asked_at(now)
        self._seen = number

    def _reload(self) -> None:
        self._entries = self._work.open_entries()
        self._reload_at = self._clock.monotonic() + _RELOAD_SECONDS

    def _ping(self) -> None:
        try:
            waiting = () if self._line.connected else tuple(filter(is_work, self._entries))
            work_waits = sum(max(1, entry.pages) for entry in waiting)
            latency = self._work.ping(work_waits=work_waits)
        except Failure as failure:
            _log.info("platform not reached: %s", failure)
            self._lose(failure.code)
            return
        if not self._line.connected:
            _log.info("platform reached")
        now = self._clock.monotonic()
        self._fresh_until = now + IDLE_SECONDS
        self._line = self._line.reached(self._clock.now(), latency, now + self._rest())
        self._report()

    def _is_time_for_news(self, *, asked: bool) -> bool:
        """After a ping: at once when nothing is being delivered, otherwise when the deliveries it let begin had a good
        start. The first of them goes on the ping's connection."""
        if asked:
            self._news_by = min(self._news_by, self._clock.monotonic() + _NEWS_WAIT_SECONDS)
        return self._news_by < float("inf") and (not self._under_way or self._clock.monotonic() >= self._news_by)

    def _look_around(self) -> None:
        self._news_by = float("inf")
        self._work.look_around()

    def _lose(self, cause: FailureCode) -> None:
        wait = self._rest()
        if self._work_waits():
            wait = self._backoff.wait(self._line.failures + 1, random.random)
        self._line = self._line.lost(cause, self._clock.monotonic() + wait)
        self._report()

    def _rest(self) -> float:
        return IDLE_SECONDS if self._work_waits() else self._work.idle_seconds()

    def _work_waits(self) -> bool:
        return any(is_work(entry) for entry in self._entries)

    def _report(self) -> None:
        """Told again in time: a report that is old says that no agent runs."""
        self._report_at = self._clock.monotonic() + IDLE_SECONDS
        self._work.report(self._line)


class Deliverers(Protocol):
    """Hands that deliver."""

    size: int
    """How many hand-ins may be under way at once."""

    def begin(self, turn: Turn) -> None: ...

    def ended(self) -> "Sequence[Ended]":
        """What has ended since the last call."""
        ...

    def wait(self, seconds: float) -> None:
        """Until something has ended or the time is over."""
        ...


Ended: TypeAlias = tuple[Entry, Tried | BaseException]


class Crew:
    """Delivers several hand-ins at once, each in a thread."""

    def __init__(self, deliver: Callable[[Turn], Tried], size: int) -> None:
        self.size = size
        self._deliver = deliver
        self._turns: queue.SimpleQueue[Turn] = queue.SimpleQueue()
        # Not a SimpleQueue: in CPython 3.11 a signal in its timed ``get`` can make the wait endless.
        self._ended: queue.Queue[Ended | None] = queue.Queue()
        self._held: list[Ended] = []
        for number in range(size):
            # Daemons: see offline_queue.lanes.
            threading.Thread(target=self._work, name=f"deliver-{number}", daemon=True).start()

    def begin(self, turn: Turn) -> None:
        self._turns.put(turn)

    def ended(self) -> Sequence[Ended]:
        while not self._ended.empty():
            self._hold(self._ended.get())
        found, self._held = self._held, []
        return found

    def wait(self, seconds: float) -> None:
        with contextlib.suppress(queue.Empty):
            self._hold(self._ended.get(timeout=seconds))

    def wake(self) -> None:
        """Ends the wait that is under way, or else the next. From any thread."""
        self._ended.put(None)

    def _hold(self, ended: Ended | None) -> None:
        if ended is not None:
            self._held.append(ended)

    def _work(self) -> None:
        while True:
            turn = self._turns.get()
            try:
                result: Tried | BaseException = self._deliver(turn)
            except BaseException as error:  # noqa: BLE001 - the top of a worker: the loop raises it
                result = error
            self._ended.put((turn.entry, result))


class Rounds:
    """Work that comes round again, in a thread of its own, beside the deliveries."""

    def __init__(
        self, work: Callable[[], float], stop: threading.Event, held: Callable[[], float] = lambda: 0.0
    ) -> None:
        """``work`` answers the seconds to its next round; it rests while ``held()`` answers any."""
        self._held = held
        self._work = work
        self._stop = stop
        # A daemon: see offline_queue.lanes.
        threading.Thread(target=self._run, name="rounds", daemon=True).start()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                wait = self._held() or self._work()
            except Exception:  # noqa: BLE001 - the top of a worker: the next round tries again
                _log.exception("a round failed")
                wait = _RELOAD_SECONDS
            self._stop.wait(wait)
