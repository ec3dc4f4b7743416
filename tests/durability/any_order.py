"""Runs the state machine of :mod:`tests.durability.queue_machine` for so many steps."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import select

from acceptance_platform.composition import Platform
from acceptance_platform.schema import cases
from offline_queue.station import Station
from tests.durability.door import Door, door_for_agents
from tests.durability.queue_machine import Surroundings, placed
from tests.durability.station_checks import Fault
from tests.durability.tally import Tally
from tests.durability.town import Town

_PLAN = settings(
    max_examples=25, stateful_step_count=100, deadline=None, database=None,
    phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
)  # fmt: skip


def steps_in_any_order(town: Town, wanted: int, first_seed: int) -> Tally:
    """At least so many. What breaks an invariant is counted and told in words, with the seed that finds it again."""
    tally = Tally()
    with _surroundings(town, tally) as surroundings:
        for number in itertools.count(first_seed):
            if tally.figures["machine_steps"] >= wanted:
                return tally
            try:
                run_state_machine_as_test(seed(number)(placed(surroundings)), settings=_PLAN)
            except Exception as error:  # noqa: BLE001 - whatever breaks is a finding; the next seed goes on
                tally.count("machine_faults", [Fault("lost", f"seed {number}: {type(error).__name__} {error}")])
    return tally


@contextmanager
def _surroundings(town: Town, tally: Tally) -> Iterator[Surroundings]:
    numbers, data = itertools.count(), town.copy_platform("machine-platform")

    def fresh() -> Path:
        target = Path(shutil.copytree(town.state, town.folder / f"machine-{next(numbers)}"))
        Station(target).queue.mkdir(exist_ok=True)
        return target

    with Platform(data) as platform:
        door = Door(platform.app(), Station(town.state))

        def official(case_id: str) -> list[str]:
            with platform.database.reading() as connection:
                return list(connection.execute(select(cases.c.official_no).where(cases.c.case_id == case_id)).scalars())

        try:
            with door_for_agents(door):
                taken = lambda folder: all(platform.courier_desk().take(folder))  # noqa: E731
                yield Surroundings(fresh, door, official, taken, lambda: tally.figures.update(["machine_steps"]))
        finally:
            door.close()
    shutil.rmtree(data)
