"""One platform in this process, behind its door, and state folders for stations."""

import contextlib
import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from acceptance_platform import key_files
from acceptance_platform.composition import Platform
from acceptance_platform.schema import cases
from acceptance_platform.sources import Sources
from domain.clock import SystemIds
from offline_queue.station import Station
from tests.durability.door import Door, door_for_agents
from tests.durability.town import Town
from tests.durability.wrong_clocks import WanderingClock


@dataclass(frozen=True)
class Surroundings:
    fresh: Callable[[], Station]
    """Makes a station with an empty queue."""
    door: Door
    """Agents that are made meanwhile ask through it."""
    platform_clock: WanderingClock
    official: Callable[[str], list[str]]
    """The platform's numbers of a case."""
    take_carried: Callable[[Path], None]
    """The platform takes in what a courier brought."""
    change_key: Callable[[str], None]
    """The platform's owner makes another ``sealing`` or ``signing`` key; it is told and used after its next start."""
    restart: Callable[[], None]
    """The platform ends between two requests and is started again."""


@contextlib.contextmanager
def surroundings(town: Town, name: str) -> Iterator[Surroundings]:
    numbers, data, clock = itertools.count(), town.copy_platform(f"{name}-platform"), WanderingClock()

    def fresh() -> Station:
        return town.copy_state(f"{name}-{next(numbers)}")

    with contextlib.ExitStack() as ended:
        house = _House(data, clock)
        ended.callback(house.close)
        door = Door(house.platform.app(), Station(town.state))
        ended.callback(door.close)
        ended.enter_context(door_for_agents(door))

        def restart() -> None:
            house.restart()
            door.app = house.platform.app()

        yield Surroundings(fresh, door, clock, house.official, house.take_carried, house.change_key, restart)
    shutil.rmtree(data)


class _House:
    """One platform, and the one after it."""

    def __init__(self, data: Path, clock: WanderingClock) -> None:
        self._data = data
        self._clock = clock
        self.platform = self._begun()

    def _begun(self) -> Platform:
        platform = Platform(self._data)
        platform.sources = Sources(self._clock, SystemIds(self._clock))
        return platform

    def close(self) -> None:
        self.platform.database.close()

    def restart(self) -> None:
        self.close()
        self.platform = self._begun()

    def official(self, case_id: str) -> list[str]:
        with self.platform.database.reading() as connection:
            return list(connection.execute(select(cases.c.official_no).where(cases.c.case_id == case_id)).scalars())

    def take_carried(self, folder: Path) -> None:
        for _ in self.platform.courier_desk().take(folder):
            pass

    def change_key(self, which: str) -> None:
        change = {"sealing": key_files.replace_sealing_key, "signing": key_files.replace_signing_key}[which]
        change(self.platform.folder)
