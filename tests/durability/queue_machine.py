"""What may happen to one station and one platform in any order, as a Hypothesis state machine.

The station's own code in this process, the real platform behind its ASGI door in this process, and between them a line
that loses, refuses and repeats. The model is small: what was promised, and that nothing else may be counted.
"""

import contextlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar, cast

import pyrage
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.clock import SystemIds
from domain.contract.enrolment import Recipient
from domain.failures import Failure
from offline_queue import durable_files, entries
from offline_queue.agent import Agent
from offline_queue.courier import Courier
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.hand_in import KeptPage
from offline_queue.http_transport import Transport
from offline_queue.limits import Reserve
from offline_queue.outbox import Outbox
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover
from offline_queue.schedule import Turn, is_work
from offline_queue.store import Store
from tests.durability.disk_trouble import full_until_released, syncs_fail_after
from tests.durability.door import FAULTS, DoorTransport, small_ones_as_packets
from tests.durability.surroundings import Surroundings
from tests.durability.tasks import draft_of, hand_in_of_first_version, page, unfinished
from tests.durability.wrong_clocks import WRONG_CLOCKS, WanderingClock

MOST_CASES = 5
"""In one run, so that steps are many and deliveries few."""
RESERVE_BYTES = 4096
MOST_CARRIED = 3
"""Couriers in one run: without an end to them every other step was one, and a step of theirs takes as long as ten."""


class QueueMachine(RuleBasedStateMachine):
    """Give it its surroundings by :func:`placed`."""

    surroundings: ClassVar[Surroundings]
    count: ClassVar[Callable[[], None]]
    """Told of every step."""

    @initialize(upgraded=st.booleans(), keys_change=st.integers(0, 7))
    def begin(self, upgraded: bool, keys_change: int) -> None:
        """``upgraded``: on the database of the first released program, with a hand-in of its own. ``keys_change``: 0 in
        the one run of eight in which the platform's do: its start takes as long as fifty steps."""
        self.keys_may_change = keys_change == 0
        self.station = self.surroundings.fresh()
        self.clock = WanderingClock()
        self.ids = SystemIds(self.clock)
        self.promised = [hand_in_of_first_version(self.station, 200)[0]] if upgraded else []
        self.drafts: dict[str, tuple[KeptPage, ...]] = {}
        self.refused: set[str] = set()
        self.couriers = 0
        self.store = Store.open(self.station.database)
        self.outbox = self._open_outbox()
        self.surroundings.door.fault = ""
        self.agent = self._new_agent()

    def _new_agent(self) -> Agent:
        made = Agent(self.station, "https://127.0.0.1:1", self.store, self.clock, threading.Event())
        made.prepare()
        return made

    def _open_outbox(self) -> Outbox:
        outbox = Outbox.open(self.station, self.clock, self.ids)
        outbox._reserve = Reserve(PageFiles(self.station.pages, self.station.quarantine).reserve, RESERVE_BYTES)
        return outbox

    def _has_room(self) -> bool:
        return len(self.promised) < MOST_CASES

    @precondition(_has_room)
    @rule(pages=st.integers(1, 2))
    def hand_in(self, pages: int) -> None:
        self.count()
        case_id = self.ids.new_id()
        kept = tuple(self.outbox.keep_page(case_id, page(number, 200)) for number in range(1, pages + 1))
        committed = self.outbox.commit(draft_of(self.station, case_id, kept))
        assert self.outbox.commit(draft_of(self.station, case_id, kept)) == committed
        self.promised.append(case_id)

    @rule()
    def give_up(self) -> None:
        self.count()
        case_id = self.ids.new_id()
        self.outbox.keep_page(case_id, page(1, 200))
        self.outbox.discard(case_id)

    @precondition(_has_room)
    @rule(after=st.integers(0, 2))
    def hand_in_on_a_failing_disk(self, after: int) -> None:
        """A promise that is made all the same must hold; one that is not binds nobody."""
        self.count()
        with contextlib.suppress(Failure), syncs_fail_after(after):
            self.hand_in(1)

    @precondition(_has_room)
    @rule()
    def hand_in_on_a_full_disk(self) -> None:
        """Whoever has begun finishes: the reserve is given up. Whoever comes next is asked to go elsewhere until it
        is back."""
        self.count()
        self.outbox.admission()
        with full_until_released(PageFiles(self.station.pages, self.station.quarantine).reserve):
            self.hand_in(1)

    @precondition(lambda self: len(self.promised) <= MOST_CASES - 3)
    @rule()
    def several_hand_in_at_once(self) -> None:
        """Into one commit, if they meet."""
        self.count()
        with ThreadPoolExecutor(3) as hands:
            self.promised += [one.result() for one in [hands.submit(self._hand_in_one) for _ in range(3)]]

    def _hand_in_one(self) -> str:
        case_id = self.ids.new_id()
        kept = self.outbox.keep_page(case_id, page(1, 200))
        self.outbox.commit(draft_of(self.station, case_id, (kept,)))
        return case_id

    @precondition(lambda self: len(self.drafts) < MOST_CASES)
    @rule(again=st.booleans())
    def save_a_draft(self, again: bool) -> None:
        """A new unfinished application, or another page of the last."""
        self.count()
        case_id = [*self.drafts][-1] if again and self.drafts else self.ids.new_id()
        kept = self.outbox.keep_page(case_id, page(len(self.drafts.get(case_id, ())) + 1, 200))
        pages = (*self.drafts.get(case_id, ()), kept)
        self.outbox.drafts.save(unfinished(self.station, case_id, pages))
        self.drafts[case_id] = pages

    @precondition(lambda self: self.drafts and self._has_room())
    @rule()
    def hand_in_a_draft(self) -> None:
        self.count()
        case_id = next(iter(self.drafts))
        self.outbox.commit(draft_of(self.station, case_id, self.drafts.pop(case_id)))
        self.promised.append(case_id)

    @precondition(lambda self: self.drafts)
    @rule()
    def give_up_a_draft(self) -> None:
        self.count()
        case_id = next(iter(self.drafts))
        del self.drafts[case_id]
        self.outbox.drafts.give_up(case_id)

    @precondition(lambda self: self.drafts)
    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 3))
    def drafts_travel(self, fault: str, after: int) -> None:
        self.count()
        with self._line(fault, after):
            self.agent.drafts.round()

    @precondition(lambda self: self.promised)
    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 3), whole=st.booleans())
    def deliver(self, fault: str, after: int, whole: bool) -> None:
        """``whole``: small hand-ins as one packet."""
        self.count()
        with self._line(fault, after), small_ones_as_packets(whole):
            self._deliver_next()

    @contextlib.contextmanager
    def _line(self, fault: str, after: int) -> Iterator[None]:
        self.surroundings.door.fault, self.surroundings.door.after = fault, after
        yield
        self.surroundings.door.fault = ""

    def _deliver_next(self) -> bool:
        ready = [entry for entry in self.agent.open_entries() if is_work(entry)]
        if ready:
            self.agent.deliver(Turn(ready[0]))
            self.agent.purge()
        return bool(ready)

    @rule(clock=st.sampled_from(tuple(WRONG_CLOCKS)))
    def clock_jumps(self, clock: str) -> None:
        self.count()
        self.clock.jump(clock)

    @rule()
    def another_recipient_joins(self) -> None:
        """A second key of the platform's owner, as when keys change: both can open what is sealed from now on."""
        self.count()
        enrolment = self.station.enrolment()
        identity = pyrage.x25519.Identity.generate()
        escrow = Recipient(key_id=f"escrow-{len(self.promised)}", suite="age-v1", public_key=str(identity.to_public()))
        changed = enrolment.model_copy(update={"recipients": (enrolment.recipients[0], escrow)})
        durable_files.write_durably(self.station.enrolment_file, changed.model_dump_json().encode())
        self.outbox.close()
        self.outbox = self._open_outbox()

    @precondition(lambda self: self.keys_may_change)
    @rule(which=st.sampled_from(("sealing", "signing")))
    def the_platform_changes_a_key(self, which: str) -> None:
        """And is started again; stations hear of it when they ask."""
        self.count()
        self.keys_may_change = False
        self.surroundings.change_key(which)
        self.surroundings.restart()

    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 1))
    def ping(self, fault: str, after: int) -> None:
        """Asks for the platform's keys, too, where one it does not know signed the answer."""
        self.count()
        with self._line(fault, after), contextlib.suppress(Failure):
            self.agent.ping(work_waits=0)

    @precondition(lambda self: self.promised and self.couriers < MOST_CARRIED)
    @rule(over=st.sampled_from(("platform", "relay")), taken_twice=st.booleans())
    def a_courier_carries(self, over: str, taken_twice: bool) -> None:
        """Exported, taken in by the platform or sent on by a station with a line, acknowledgements brought back."""
        self.count()
        self.couriers += 1
        courier = Courier(self.station, self.store, self.clock)
        with tempfile.TemporaryDirectory(dir=self.station.root) as name:
            folder = Path(name)
            courier.export(folder, again=True)
            for _ in range(1 + taken_twice):
                if over == "platform":
                    self.surroundings.take_carried(folder)
                else:
                    courier.relay(folder, cast(Transport, DoorTransport(self.surroundings.door)))
            courier.settle(folder)

    @rule()
    def restart(self) -> None:
        """As after a kill: what was open is left open, the next process begins beside it."""
        self.count()
        self.outbox.close()
        self.store.close()
        self.outbox = self._open_outbox()
        recover(self.store, PageFiles(self.station.pages, self.station.quarantine), self.clock)

    @rule()
    def a_person_asks_for_another_try(self) -> None:
        self.count()
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
            for pages in self.drafts.values():
                assert all(files.is_whole(one.sealed_digest) for one in pages), "a draft's page is gone"
        numbers = [entry.temporary_no for entry in held.values()]
        assert len(set(numbers)) == len(numbers)

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        self.a_person_asks_for_another_try()
        self.surroundings.door.fault = ""
        self.agent.ping(work_waits=0)
        while self._deliver_next():
            pass
        with self.store.reading() as transaction:
            held = {entry.submission_id: entry for entry in entries.all_entries(transaction)}
        for case_id in self.promised:
            assert held[case_id].state is EntryState.CONFIRMED
            assert self.surroundings.official(case_id) == [held[case_id].official_no]
        self.agent.close()
        self.outbox.close()
        self.store.close()
        shutil.rmtree(self.station.root)


def placed(around: Surroundings, count: Callable[[], None]) -> type[QueueMachine]:
    return type("PlacedQueueMachine", (QueueMachine,), {"surroundings": around, "count": staticmethod(count)})
