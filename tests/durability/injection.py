"""Strikes a task at every system call that changes the disk: SIGKILL, errors of the disk, short writes, full files."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from offline_queue.station import Station
from tests.durability.crash_states import CrashStates
from tests.durability.disk_operations import Write
from tests.durability.exploring import check_station
from tests.durability.station_checks import Fault, station_faults
from tests.durability.tally import Tally
from tests.durability.town import Town
from tests.durability.traced import Child, Recorder

STRUCK = ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "mkdir")
ERRORS = ("EIO", "ENOSPC", "EROFS")
_CALL = re.compile(r"\d+ +(\w+)\(")


class Striker:
    """One task on one station, struck once a run. Every run begins from the same template."""

    def __init__(self, town: Town, task: str, bug: str = "", *, used: bool = False) -> None:
        """``used``: the station has handed in before, so that the database need not be made."""
        self._used = town.folder / "struck-before" if used else None
        if used:
            town.runner.run("enqueue", town.copy_state("struck-before").root, "")
        self._town = town
        self._task = task
        self._bug = bug
        station = self._station("struck-pattern")
        recorder = Recorder(station.queue)
        child = town.runner.start(task, station.root, bug, trace=True)
        child.wait()
        recorder.add(child)
        assert child.trace is not None
        found = Counter(match[1] for line in child.trace.read_text().splitlines() if (match := _CALL.match(line)))
        self.points = [(name, at) for name in STRUCK for at in range(1, found[name] + 1)]
        self._writes = [one for one in recorder.recording().operations if isinstance(one, Write)]
        shutil.rmtree(station.root)

    def kills(self) -> Iterator[tuple[str, str]]:
        """Injections, with the figure each counts for."""
        return (("kills", f"{name}:signal=KILL:when={at}") for name, at in self.points)

    def errors(self, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
        return (("io_faults", f"{name}:error={kind}:when={at}") for kind in kinds for name, at in self.points)

    def strike(self, what: str, injection: str, states: int = 0) -> Tally:
        """``states``: so many crash states of the struck run as well: a sync that failed made nothing durable."""
        station = self._station("struck")
        recorder = Recorder(station.queue)
        child = self._town.runner.run(self._task, station.root, self._bug, inject=(injection,))
        tally = Tally()
        tally.count(what, self._aftermath(station, child), injection)
        if states:
            recorder.add(child)
            for number, state in enumerate(CrashStates(recorder.recording(), seed=1).sample(states)):
                root = self._town.folder / f"struck-state-{number}"
                tally.count("crash_states", check_station(self._town, root, state), injection)
                shutil.rmtree(root)
        shutil.rmtree(station.root)
        return tally

    def short_writes(self) -> Iterator[int]:
        """Largest sizes of files that cut each write of the pattern in its middle."""
        return iter(sorted({one.offset + len(one.data) // 2 for one in self._writes}))

    def cut_short(self, limit: int) -> Tally:
        """Files may not grow beyond ``limit`` bytes: the kernel writes less than asked, then refuses."""
        station = self._station("struck")
        child = self._town.runner.run(self._task, station.root, self._bug, limit)
        tally = Tally()
        tally.count("io_faults", self._aftermath(station, child), f"short at {limit}")
        shutil.rmtree(station.root)
        return tally

    def _station(self, name: str) -> Station:
        if self._used is None:
            return self._town.copy_state(name)
        return Station(Path(shutil.copytree(self._used, self._town.folder / name)))

    def _aftermath(self, station: Station, child: Child) -> list[Fault]:
        """What was promised before is there, and the next process can work."""
        faults = station_faults(station, child.said(), self._town.keys)
        after = self._town.runner.run("enqueue", station.root, self._bug)
        if "ended" not in after.said():
            faults.append(Fault("lost", "the station does not work again"))
        return faults + station_faults(station, child.said() + after.said(), self._town.keys)
