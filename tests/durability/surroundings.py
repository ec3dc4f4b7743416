"""One platform in this process, behind its door, and state folders for stations."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

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


@contextmanager
def surroundings(town: Town, name: str) -> Iterator[Surroundings]:
    numbers, data, clock = itertools.count(), town.copy_platform(f"{name}-platform"), WanderingClock()

    def fresh() -> Station:
        return town.copy_state(f"{name}-{next(numbers)}")

    with Platform(data) as platform:
        platform.sources = Sources(clock, SystemIds(clock))
        door = Door(platform.app(), Station(town.state))

        def official(case_id: str) -> list[str]:
            with platform.database.reading() as connection:
                return list(connection.execute(select(cases.c.official_no).where(cases.c.case_id == case_id)).scalars())

        def take_carried(folder: Path) -> None:
            for _ in platform.courier_desk().take(folder):
                pass

        try:
            with door_for_agents(door):
                yield Surroundings(fresh, door, clock, official, take_carried)
        finally:
            door.close()
    shutil.rmtree(data)
