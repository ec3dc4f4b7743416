"""What may happen to one station and one platform in any order, as a Hypothesis state machine.

The station's own code in this process, the real platform behind its ASGI door in this process, and between them a line
that loses, refuses and repeats. The model is small: what was promised, and that nothing else may be counted.
"""

import contextlib
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.clock import SystemIds
from domain.failures import Failure
from offline_queue import durable_files, entries
from offline_queue.agent import Agent
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.outbox import Outbox
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover
from offline_queue.schedule import is_work
from offline_queue.station import Station
from offline_queue.store import Store
from tests.durability.door import FAULTS, Door, SteppedClock
from tests.durability.tasks import draft_of, page

MOST_CASES = 5
"""In one run, so that steps are many and deliveries few."""


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
