"""A visit that hands in one case, struck; and what the disk then says to the next."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.failures import FailureCode
from offline_queue.station import Station
from tests.durability.call_warden import KILL, NEVER, Strike
from tests.durability.crash_states import CrashStates
from tests.durability.exploring import check_station
from tests.durability.station_checks import Fault, station_faults
from tests.durability.town import Town
from tests.durability.traced import Child, Recorder


class StruckEnqueue:
    def __init__(self, town: Town, task: str = "enqueue", *, used: bool, cuts: int = 0, bug: str = "") -> None:
        """``task``: what is struck, by its name. ``used``: the station has handed in before, so that the database need
        not be made. ``cuts``: after a sync that failed also so many power cuts: it made nothing durable."""
        self._town = town
        self._bug = bug
        self._cuts = cuts
        self._task = task
        self._pattern = town.copy_state("struck-pattern")
        if used:
            town.runner.run("enqueue", self._pattern.root, "")
        self._calls = self._run(task, self._fresh(), NEVER).warden.calls
        self.cut_states = 0

    def close(self) -> None:
        shutil.rmtree(self._pattern.root)

    def calls(self) -> Sequence[str]:
        return self._calls

    def strike(self, strike: Strike) -> list[Fault]:
        station = self._fresh()
        # A killed one is begun again by the check; one the disk refused tries again by itself.
        task = "stubborn" if self._task == "enqueue" and strike.kind != KILL else self._task
        recorder = self._recorder(station, strike)
        child = self._run(task, station, strike, trace=recorder is not None)
        faults = [] if child.warden.struck else [Fault("lost", "the strike missed")]
        faults += self._aftermath(station, child)
        if recorder is not None:
            recorder.add(child)
            for number, state in enumerate(CrashStates(recorder.recording(), seed=1).sample(self._cuts)):
                root = self._town.folder / f"struck-state-{number}"
                faults += check_station(self._town, root, state)
                self.cut_states += 1
                shutil.rmtree(root)
        shutil.rmtree(station.root)
        return faults

    def _run(self, task: str, station: Station, strike: Strike, *, trace: bool = False) -> Child:
        child = self._town.runner.start(task, station.root, self._bug, trace=trace, strike=(station.queue, strike))
        child.wait()
        return child

    def _recorder(self, station: Station, strike: Strike) -> Recorder | None:
        sync = strike.at and "sync" in self._calls[strike.at - 1]
        return Recorder(station.queue) if self._cuts and sync and strike.kind != KILL else None

    def _fresh(self) -> Station:
        target = self._town.folder / "struck"
        if target.exists():
            shutil.rmtree(target)
        return Station(Path(shutil.copytree(self._pattern.root, target)))

    def _aftermath(self, station: Station, child: Child) -> list[Fault]:
        """What was promised before is there, and the next process can work."""
        faults = station_faults(station, child.said(), self._town.keys)
        after = self._town.runner.run("enqueue", station.root, "")
        if "ended" not in after.said():
            faults.append(Fault("lost", "the station does not work again"))
        return faults + station_faults(station, child.said() + after.said(), self._town.keys)


class UnreadableDatabase(StruckEnqueue):
    """The disk refuses to read the database: nobody may call it damaged, and have it moved aside."""

    def calls(self) -> Sequence[str]:
        station = self._fresh()
        child = self._run(self._task, station, replace(NEVER, reads=True))
        shutil.rmtree(station.root)
        return child.warden.calls

    def _aftermath(self, station: Station, child: Child) -> list[Fault]:
        faults = super()._aftermath(station, child)
        if f"refused {FailureCode.STORE_DAMAGED.value}" in child.said():
            faults.append(Fault("lost", "a database that is whole was called damaged"))
        return faults
