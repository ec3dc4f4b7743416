"""A station and a platform at work while one of visit, agent and platform is killed, again and again, at any moment."""

import random
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from demo.waiting import until
from offline_queue.station import Station
from tests.durability.crossing import Crossing
from tests.durability.delivering import is_done, states
from tests.durability.station_checks import promises
from tests.durability.tally import Tally
from tests.durability.town import Town, port_of
from tests.durability.traced import LOOK_SECONDS, Child

VICTIMS = {"visit": 5, "agent": 4, "platform": 1}
"""How often each is chosen: about as often as it starts in the time another needs."""
LONGEST_LIFE = 0.15
"""Seconds between two kills, at most."""
_BACKLOG = 12
"""Hand-ins that may wait before the next visit begins."""
_SECONDS = 120.0


class UnderLoad:
    """One round: so many kills, then peace until all is delivered, then the checks."""

    def __init__(self, town: Town, name: str, chance: random.Random) -> None:
        self._town = town
        self._chance = chance
        station, data = town.copy_state(f"{name}-state"), town.copy_platform(f"{name}-platform")
        self.crossing = Crossing(town, station, data, [], [])
        self._port = 0
        self._peace = False
        self._begin: dict[str, Callable[[Station, Path], Child]] = {
            "visit": lambda station, _: town.runner.start("several", station.root, "", 4, ""),
            "agent": lambda station, _: town.runner.start("agent", station.root, self._url(), "", self._way_to_send()),
            "platform": lambda _, data: town.runner.start("platform", data, self._port, "", 0),
        }
        self._running = {"platform": self._begin["platform"](station, data)}
        self._port = int(port_of(self._running["platform"]))

    def _url(self) -> str:
        return f"https://127.0.0.1:{self._port}"

    def _way_to_send(self) -> str:
        return "patient" if self._peace else self._chance.choice(("pieces", "packets"))

    def round(self, kills: int) -> Tally:
        never = threading.Event()
        done = 0
        while done < kills:
            self._raise_all()
            never.wait(self._chance.uniform(0, LONGEST_LIFE))
            victim = self._chance.choices(tuple(VICTIMS), tuple(VICTIMS.values()))[0]
            if victim in self._running and self._running[victim].runs():
                self._end(victim, signal.SIGKILL)
                done += 1
        return self.settled(kills)

    def _raise_all(self) -> None:
        for name in VICTIMS:
            if name in self._running and not self._running[name].runs():
                self._end(name, 0)
            if name not in self._running and (name != "visit" or self._waiting() < _BACKLOG):
                self._running[name] = self._begin[name](self.crossing.station, self.crossing.data)

    def _waiting(self) -> int:
        if not self.crossing.station.database.exists():
            return 0
        return sum(state != "confirmed" for state in states(self.crossing.station).values())

    def _end(self, name: str, number: int) -> None:
        child = self._running.pop(name)
        child.signal(number)
        child.wait()
        (self.crossing.told if name == "platform" else self.crossing.said).extend(child.said())

    def settled(self, kills: int) -> Tally:
        """Peace, and the checks."""
        if "visit" in self._running:
            self._end("visit", 0)
        if "agent" in self._running:
            self._end("agent", signal.SIGTERM)
        self._peace = True
        self._raise_all_but_visit()
        until("everything is delivered", lambda: is_done(self.crossing.station), _SECONDS, LOOK_SECONDS)
        for name in tuple(self._running):
            self._end(name, signal.SIGTERM)
        # A visit may be killed after its commit and before its word: what nobody heard of arrives once, too.
        heard = promises(self.crossing.said).cases
        self.crossing.promised = sorted({*heard, *states(self.crossing.station)})
        tally = Tally()
        tally.count("random_kills", self.crossing.faults(), "under load", kills)
        tally.figures["cases"] += len(self.crossing.promised)
        shutil.rmtree(self.crossing.station.root)
        shutil.rmtree(self.crossing.data)
        return tally

    def _raise_all_but_visit(self) -> None:
        for name in ("platform", "agent"):
            if name in self._running and not self._running[name].runs():
                self._end(name, 0)
            if name not in self._running:
                self._running[name] = self._begin[name](self.crossing.station, self.crossing.data)
