"""Power cuts in the middle of visits, on disks that live through several of them."""

import contextlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from offline_queue.station import Station
from tests.durability.power_cuts.losing_disk import LosingDisk
from tests.durability.power_cuts.system_image import SystemImage, build
from tests.durability.power_cuts.virtual_machine import Stopped, VirtualMachine, take_first_picture, woken
from tests.durability.station_checks import Fault, promises, station_faults
from tests.durability.tally import Tally
from tests.durability.town import Town

CUTS_PER_DISK = 5
_DISK_MEGABYTES = 48
_MOST_PROMISES = 4
_LONGEST_WAIT = 1.0
"""Seconds after the last awaited promise."""
_MOST_WRITES = 250
"""Of the disk in one life, that of mounting among them: some four visits."""


@dataclass
class Disk:
    content: bytes
    said: list[str] = field(default_factory=list)


class PowerCuts:
    """Needs root, to look at a disk as the next start of the machine would: with its journal replayed."""

    def __init__(self, town: Town, image: SystemImage, folder: Path) -> None:
        self._town = town
        self._image = image
        self._folder = folder
        self._blank = _formatted(town, folder)
        self.writes_lost = 0
        """That had not been flushed."""
        self._picture = take_first_picture(image, self._blank, folder)

    def disk(self) -> Disk:
        return Disk(self._blank)

    def cut(self, disk: Disk, chance: random.Random, bug: str = "") -> list[Fault]:
        """One life of the machine on that disk; what is wrong with it afterwards. The power goes at a write or at a
        moment, as chance has it."""
        last_write = chance.choice((0, chance.randint(1, _MOST_WRITES)))
        served = LosingDisk(self._folder / "disk.sock", disk.content, last_write)
        try:
            with woken(self._image, self._picture, served, self._folder) as machine:
                served.at_the_cut = machine.kill
                machine.say(f"go {chance.getrandbits(64)} {bug}")
                if last_write:
                    machine.listen_until(served.without_power.is_set)
                else:
                    _until_a_moment(machine, chance)
        finally:
            served.close()
        disk.said += machine.promises()
        disk.content = served.after_the_cut(chance)
        self.writes_lost += served.lost
        with self._looked_at(disk) as station:
            return station_faults(station, disk.said, self._town.keys)

    @contextmanager
    def _looked_at(self, disk: Disk) -> Iterator[Station]:
        """A copy: the machine itself has to recover from what the cut left."""
        copy, mounted = self._folder / "copy.img", self._folder / "copy"
        copy.write_bytes(disk.content)
        mounted.mkdir(exist_ok=True)
        _run("mount", "-o", "loop", str(copy), str(mounted))
        try:
            yield Station(mounted / "state")
        finally:
            _run("umount", str(mounted))


def _until_a_moment(machine: VirtualMachine, chance: random.Random) -> None:
    with contextlib.suppress(TimeoutError):
        machine.hear("promised", times=chance.randint(1, _MOST_PROMISES))
    machine.listen_for(chance.uniform(0, _LONGEST_WAIT))


def cut_power(town: Town, wanted: int, chance: random.Random) -> Tally:
    folder = town.folder / "power-cuts"
    folder.mkdir()
    cuts = PowerCuts(town, build(folder), folder)
    tally, disk = Tally(), cuts.disk()
    for number in range(wanted):
        disk = disk if number % CUTS_PER_DISK else cuts.disk()
        try:
            tally.count("power_cuts", cuts.cut(disk, chance), "power cut")
        except (Stopped, TimeoutError) as error:
            tally.figures["cuts_broken_off"] += 1
            tally.examples.append(f"a cut broke off: {type(error).__name__} {error}")
            disk = cuts.disk()
        tally.figures["promised_on_cut_disks"] += len(promises(disk.said).cases)
    tally.figures["writes_lost_in_cuts"] += cuts.writes_lost
    shutil.rmtree(folder)
    return tally


def _formatted(town: Town, folder: Path) -> bytes:
    raw, root = folder / "blank.img", folder / "blank"
    root.mkdir()
    shutil.copytree(town.state, root / "state")
    (root / "state" / "queue").mkdir()
    _run("mkfs.ext4", "-q", "-d", str(root), str(raw), f"{_DISK_MEGABYTES}M")
    return raw.read_bytes()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
