"""What may happen to one station and one platform in any order, as a Hypothesis state machine.

The station's own code in this process, the real platform behind its ASGI door in this process, and between them a line
that loses, refuses and repeats. The model is small: what was promised, and that nothing else may be counted.
"""

import asyncio
import contextlib
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from starlette.types import ASGIApp, Message

from acceptance_platform.access import CERTIFICATE
from domain.clock import SystemIds
from domain.failures import Failure, FailureCode
from offline_queue import agent as agent_module
from offline_queue import durable_files, entries
from offline_queue.agent import Agent
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.http_transport import LineFailed, Request
from offline_queue.outbox import Outbox
from offline_queue.outcome import Answer
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover
from offline_queue.schedule import is_work
from offline_queue.station import Station
from offline_queue.store import Store
from tests.durability.tasks import draft_of, page

MOST_CASES = 5
"""In one run, so that steps are many and deliveries few."""
FAULTS = ("", "lost before", "lost after", "503", "422", "portal", "twice")


class SteppedClock:
    """Its monotonic time goes on by itself; its day goes where it is told."""

    def __init__(self) -> None:
        self.wall = datetime.now(UTC)
        self.seconds = 100.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        self.seconds += 0.001
        return self.seconds


class Door:
    """Requests straight into the platform's application; one event loop in a thread of its own."""

    def __init__(self, app: ASGIApp, station: Station) -> None:
        self._app = app
        certificate = x509.load_pem_x509_certificate(station.device_certificate.read_bytes())
        self._certificate = certificate.public_bytes(Encoding.DER)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.fault = ""
        self.after = 0
        """The fault comes with the request after so many."""

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def ask(self, request: Request) -> Answer:
        fault = self._due()
        if fault == "lost before":
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE, "test")
        if fault == "503":
            return Answer(503, {"content-type": "text/plain"}, b"")
        if fault == "422":
            return Answer(422, {"content-type": "application/problem+json"}, b"{}")
        if fault == "portal":
            return Answer(200, {"content-type": "text/html"}, b"<html>")
        answer = asyncio.run_coroutine_threadsafe(self._forward(request), self._loop).result(20)
        if fault == "twice":
            answer = asyncio.run_coroutine_threadsafe(self._forward(request), self._loop).result(20)
        if fault == "lost after":
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE, "test")
        return answer

    def _due(self) -> str:
        self.after -= 1
        if self.after >= 0:
            return ""
        fault, self.fault = self.fault, ""
        return fault

    async def _forward(self, request: Request) -> Answer:
        parts = urlsplit(request.path)
        body = request.body or b""
        headers = {**request.headers, "content-length": str(len(body))}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "https", "root_path": "",
            "method": request.method, "path": parts.path, "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(), "extensions": {CERTIFICATE: self._certificate},
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 1),
        }  # fmt: skip
        given = iter([{"type": "http.request", "body": body, "more_body": False}])
        answer: list[Message] = []

        async def receive() -> Message:
            return next(given, {"type": "http.disconnect"})

        async def send(message: Message) -> None:
            answer.append(message)

        await self._app(scope, receive, send)
        found = {name.decode().lower(): value.decode() for name, value in answer[0]["headers"]}
        return Answer(answer[0]["status"], found, b"".join(one.get("body", b"") for one in answer[1:]))


class DoorTransport:
    """In the place of the station's TLS."""

    def __init__(self, door: Door) -> None:
        self.ask = door.ask

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Surroundings:
    fresh: Callable[[], Path]
    """Makes a state folder."""
    door: Door
    official: Callable[[str], list[str]]
    """The platform's numbers of a case."""
    count: Callable[[], None]
    """Told of every step."""


class QueueMachine(RuleBasedStateMachine):
    """Give it its surroundings by :func:`placed`."""

    surroundings: ClassVar[Surroundings]

    @initialize()
    def begin(self) -> None:
        self.station = Station(self.surroundings.fresh())
        self.clock = SteppedClock()
        self.ids = SystemIds(self.clock)
        self.promised: list[str] = []
        self.refused: set[str] = set()
        self.store = Store.open(self.station.database)
        self.outbox = Outbox.open(self.station, self.clock, self.ids)
        self.surroundings.door.fault = ""
        self.agent = self._new_agent()

    def _new_agent(self) -> Agent:
        made = Agent(self.station, "https://127.0.0.1:1", self.store, self.clock, threading.Event())
        made.prepare()
        return made

    def _has_room(self) -> bool:
        return len(self.promised) < MOST_CASES

    @precondition(_has_room)
    @rule(pages=st.integers(1, 2))
    def hand_in(self, pages: int) -> None:
        self.surroundings.count()
        case_id = self.ids.new_id()
        kept = tuple(self.outbox.keep_page(case_id, page(number, 200)) for number in range(1, pages + 1))
        committed = self.outbox.commit(draft_of(self.station, case_id, kept))
        assert self.outbox.commit(draft_of(self.station, case_id, kept)) == committed
        self.promised.append(case_id)

    @rule()
    def give_up(self) -> None:
        self.surroundings.count()
        case_id = self.ids.new_id()
        self.outbox.keep_page(case_id, page(1, 200))
        self.outbox.discard(case_id)

    @precondition(_has_room)
    @rule(after=st.integers(0, 2))
    def hand_in_on_a_failing_disk(self, after: int) -> None:
        """A promise that is made all the same must hold; one that is not binds nobody."""
        self.surroundings.count()
        with contextlib.suppress(Failure), _syncs_fail_after(after):
            self.hand_in(1)

    @precondition(lambda self: self.promised)
    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 3))
    def deliver(self, fault: str, after: int) -> None:
        self.surroundings.count()
        self.surroundings.door.fault, self.surroundings.door.after = fault, after
        self._deliver_next()
        self.surroundings.door.fault = ""

    def _deliver_next(self) -> bool:
        ready = [entry for entry in self.agent.open_entries() if is_work(entry)]
        if ready:
            self.agent.deliver(ready[0])
            if hasattr(self.agent, "purge"):
                self.agent.purge()
        return bool(ready)

    @rule(days=st.sampled_from((-1830, -1, 1, 1830, 4100)))
    def clock_jumps(self, days: int) -> None:
        self.surroundings.count()
        self.clock.wall = datetime.now(UTC) + timedelta(days=days)

    @rule()
    def restart(self) -> None:
        """As after a kill: what was open is left open, the next process begins beside it."""
        self.surroundings.count()
        self.outbox.close()
        self.store.close()
        self.outbox = Outbox.open(self.station, self.clock, self.ids)
        recover(self.store, PageFiles(self.station.pages, self.station.quarantine), self.clock)

    @rule()
    def a_person_asks_for_another_try(self) -> None:
        self.surroundings.count()
        with self.store.transaction() as transaction:
            for entry in entries.open_entries(transaction):
                if entry.state is EntryState.NEEDS_ATTENTION:
                    entries.move(transaction, entry.submission_id, EntryEvent.RETRIED)
                    entries.forget_failures(transaction, entry.submission_id)

    @invariant()
    def everything_promised_is_held(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.reading() as transaction:
            held = {entry.submission_id: entry for entry in entries.all_entries(transaction)}
            files = PageFiles(self.station.pages, self.station.quarantine)
            for case_id in self.promised:
                if held[case_id].state is EntryState.CONFIRMED:
                    continue
                for item in entries.manifest_of(transaction, case_id).objects:
                    assert item.role == "form" or files.is_whole(item.digest)
        numbers = [entry.temporary_no for entry in held.values()]
        assert len(set(numbers)) == len(numbers)

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        self.a_person_asks_for_another_try()
        while self._deliver_next():
            pass
        with self.store.reading() as transaction:
            held = {entry.submission_id: entry for entry in entries.all_entries(transaction)}
        for case_id in self.promised:
            assert held[case_id].state is EntryState.CONFIRMED
            assert self.surroundings.official(case_id) == [held[case_id].official_no]
        self.outbox.close()
        self.store.close()
        shutil.rmtree(self.station.root)


def placed(surroundings: Surroundings) -> type[QueueMachine]:
    return type("PlacedQueueMachine", (QueueMachine,), {"surroundings": surroundings})


@contextlib.contextmanager
def door_for_agents(door: Door):
    """Agents made inside ask through the door."""
    original = agent_module.Transport.for_station
    agent_module.Transport.for_station = lambda *_: DoorTransport(door)
    try:
        yield
    finally:
        agent_module.Transport.for_station = original


@contextlib.contextmanager
def _syncs_fail_after(number: int):
    real, calls = durable_files.os.fsync, iter(range(number))

    def failing(descriptor: int) -> None:
        if next(calls, None) is None:
            raise OSError(5, "Input/output error")
        real(descriptor)

    durable_files.os.fsync = failing
    try:
        yield
    finally:
        durable_files.os.fsync = real
