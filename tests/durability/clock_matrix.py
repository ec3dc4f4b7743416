"""One life of two cases, step by step; before one of the steps a clock goes wrong and stays so."""

import contextlib
import itertools
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias, cast

from domain.clock import SystemIds
from offline_queue.agent import Agent
from offline_queue.hand_in import KeptPage
from offline_queue.http_transport import Transport
from offline_queue.outbox import Outbox
from offline_queue.schedule import Turn
from offline_queue.status_mirror import case_state, pull_changes
from offline_queue.store import Store
from tests.durability.delivering import states
from tests.durability.door import DoorTransport, small_ones_as_packets
from tests.durability.station_checks import Fault, station_faults
from tests.durability.surroundings import Surroundings, surroundings
from tests.durability.tally import Tally
from tests.durability.tasks import draft_of, page, unfinished
from tests.durability.town import Town
from tests.durability.wrong_clocks import WRONG_CLOCKS, WanderingClock

Side: TypeAlias = Literal["station", "platform"]
WRONG = tuple(name for name in WRONG_CLOCKS if name != "right")


class Life:
    """A citizen, an agent, and a line that loses something at every request of the protocol."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.station = around.fresh()
        self.clock = WanderingClock()
        self._ids = SystemIds(self.clock)
        self._first, self._second = "", ""
        self._pages: tuple[KeptPage, ...] = ()
        self.said: list[str] = []
        self._open()

    def close(self) -> None:
        self._end()
        shutil.rmtree(self.station.root)

    def capture(self) -> None:
        self._first = self._first or self._ids.new_id()
        kept = self._outbox.keep_page(self._first, page(len(self._pages) + 1, 200))
        self.said.append(f"kept {self._first} {kept.sealed_digest}")
        self._pages = (*self._pages, kept)

    def save(self) -> None:
        self._outbox.drafts.save(unfinished(self.station, self._first, self._pages))

    def drafts_travel(self) -> None:
        self._agent.drafts.round()

    def hand_in(self) -> None:
        committed = self._outbox.commit(draft_of(self.station, self._first, self._pages))
        digests = ",".join(one.sealed_digest for one in self._pages)
        self.said.append(f"promised {self._first} {committed.temporary_no} {digests}")

    def give_receipt(self) -> None:
        self._outbox.receipt_given(self._first)

    def restart(self) -> None:
        self._end()
        self._open()

    def _end(self) -> None:
        self._agent.close()
        self._outbox.close()
        self._store.close()

    def sweep(self) -> None:
        self._agent.prepare()

    def ping(self) -> None:
        self._agent.ping(work_waits=False)

    def lose_manifest(self) -> None:
        """It travels with the form."""
        self._deliver(("/v1/packets", "lost after"))

    def lose_piece_and_completion(self) -> None:
        """What comes after the manifest is a piece, or several small ones together."""
        self._deliver(("/v1/packets", ""), ("/v1/", "lost before"), ("/completion", "lost after"))

    def deliver(self) -> None:
        self._deliver()

    def hand_in_another(self) -> None:
        self._first, self._second, self._pages = "", self._first, ()
        self.capture()
        self.hand_in()

    def deliver_as_packet(self) -> None:
        with small_ones_as_packets(True):
            self._deliver()

    def follow(self) -> None:
        """What became of them, as the platform tells."""
        pull_changes(cast(Transport, DoorTransport(self._around.door)), self._store)

    def _open(self) -> None:
        self._outbox = Outbox.open(self.station, self.clock, self._ids)
        self._store = Store.open(self.station.database)
        self._agent = Agent(self.station, "https://127.0.0.1:1", self._store, self.clock, threading.Event())
        self._agent.prepare()

    def _deliver(self, *plan: tuple[str, str]) -> None:
        self._around.door.plan = [*plan]
        for entry in self._agent.open_entries():
            self._agent.deliver(Turn(entry))
        assert not self._around.door.plan, "the line was asked for something else"
        self._agent.purge()

    def faults(self) -> Iterator[Fault]:
        """With all clocks as they are: nothing had to be set right for what was promised to arrive."""
        yield from station_faults(self.station, self.said, self._agent.watch.keys)
        held = states(self.station)
        for case_id in (self._second, self._first):
            if held.get(case_id) != "confirmed" or len(self._around.official(case_id)) != 1:
                yield Fault("lost", f"ended as {held.get(case_id)}, {self._around.official(case_id)}")
            with self._store.reading() as transaction:
                if case_state(transaction, case_id) is None:
                    yield Fault("lost", "what became of it was never told")


STEPS: Mapping[str, Callable[[Life], None]] = {
    "first page": Life.capture,
    "draft saved": Life.save,
    "draft travels": Life.drafts_travel,
    "second page": Life.capture,
    "hand-in": Life.hand_in,
    "receipt": Life.give_receipt,
    "restart of the station": Life.restart,
    "ping": Life.ping,
    "answer to the manifest lost": Life.lose_manifest,
    "line breaks at a piece, answer to the completion lost": Life.lose_piece_and_completion,
    "restart in the middle": Life.restart,
    "delivery": Life.deliver,
    "sweep": Life.sweep,
    "another hand-in": Life.hand_in_another,
    "packet": Life.deliver_as_packet,
    "news": Life.follow,
}
"""In this order."""


def clock_steps(town: Town, clocks: Iterable[str], sides: Iterable[Side] = ("station", "platform")) -> Tally:
    """Each of these clocks before each step, on each side."""
    tally = Tally()
    with surroundings(town, "clocks") as around, small_ones_as_packets(False):
        for clock, at, side in itertools.product(clocks, STEPS, sides):
            tally.count("clock_steps", _life(around, clock, at, side), f"{side} {clock} before {at}")
    return tally


def _life(around: Surroundings, clock: str, at: str, side: Side) -> list[Fault]:
    life = Life(around)
    with contextlib.ExitStack() as ended:
        ended.callback(life.close)
        ended.callback(around.platform_clock.jump, "right")
        for name, step in STEPS.items():
            if name == at:
                (life.clock if side == "station" else around.platform_clock).jump(clock)
            step(life)
        return list(life.faults())
