"""Visits on one disk, each killed at another system call."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from offline_queue.station import Station
from tests.durability.call_warden import KILL, NEVER, Strike
from tests.durability.stolen_disk.canaries import Needle, needles
from tests.durability.stolen_disk.disk_image import DiskImage
from tests.durability.tasks import CONFIDER, ON_PAPER
from tests.durability.town import Town
from tests.durability.traced import Child

KNOWN = (CONFIDER.name, CONFIDER.id_number, CONFIDER.mobile, ON_PAPER)


@dataclass(frozen=True, slots=True)
class Visited:
    station: Station
    kills: int
    codes: tuple[str, ...]
    """Continue codes, as they were shown and as they are kept."""

    def wanted(self) -> tuple[Needle, ...]:
        """Of the codes each in its plain form; of everything else, and one code, every form."""
        return needles([*KNOWN, self.codes[0]]) + needles(self.codes[1:], ("utf-8",), ("plain",))


def visits(town: Town, image: DiskImage, number: int) -> Visited:
    station = Station(shutil.copytree(town.state, image.mounted / "state"))
    station.queue.mkdir()
    first, whole = (_visit(town, image, station, NEVER) for _ in range(2))
    assert whole.warden is not None
    calls = len(whole.warden.calls)
    struck = [_visit(town, image, station, Strike(KILL, 1 + at * calls // number)) for at in range(number)]
    kills = sum(child.warden is not None and child.warden.struck for child in struck)
    return Visited(station, kills, _codes([first, whole, *struck]))


def _visit(town: Town, image: DiskImage, station: Station, strike: Strike) -> Child:
    home = image.mounted / "home"
    home.mkdir(exist_ok=True)
    child = town.runner.start("confiding", station.root, home, strike=(image.mounted, strike))
    child.wait()
    return child


def _codes(children: Sequence[Child]) -> tuple[str, ...]:
    said = (words.split() for child in children for words in child.said())
    shown = dict.fromkeys(words[1] for words in said if words[0] == "code")
    return (*shown, *(code.replace("-", "") for code in shown))
