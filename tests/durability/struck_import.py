"""A courier's folder that the platform takes in, struck at its calls; then it is taken in again."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.durability.call_warden import NEVER, Strike
from tests.durability.platform_checks import platform_faults
from tests.durability.station_checks import Fault
from tests.durability.town import Town
from tests.durability.traced import Child
from tests.durability.travelling_life import exported_onto


class StruckImport:
    """Every run begins from a platform that has seen none of it."""

    def __init__(self, town: Town, name: str) -> None:
        self._town = town
        self._pattern = town.copy_platform(f"{name}-pattern")
        self._submissions = exported_onto(town, self._pattern, name)

    def close(self) -> list[Fault]:
        shutil.rmtree(self._pattern)
        return []

    def calls(self) -> Sequence[str]:
        data = self._fresh()
        warden = self._taken_in(data, NEVER).warden
        shutil.rmtree(data)
        assert warden is not None
        return warden.calls

    def strike(self, strike: Strike) -> list[Fault]:
        data = self._fresh()
        first = self._taken_in(data, strike).said()
        faults = platform_faults(data, first, {})
        again = self._taken_in(data, NEVER).said()
        faults += platform_faults(data, (*first, *again), {})
        if {words.split()[1] for words in again if words.startswith("imported")} != self._submissions:
            faults.append(Fault("lost", "the courier's folder cannot be taken in again"))
        shutil.rmtree(data)
        return faults

    def _fresh(self) -> Path:
        data = self._town.folder / "struck-import"
        shutil.copytree(self._pattern, data)
        return data

    def _taken_in(self, data: Path, strike: Strike) -> Child:
        child = self._town.runner.start("taken_in", data, strike=(data, strike))
        child.wait()
        return child
