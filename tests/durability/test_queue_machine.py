"""5,000 steps in any order: hand in, give up, a failing disk, a faulty line, a jumping clock, a restart, a person."""

import itertools
import shutil
from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import select

from acceptance_platform.composition import Platform
from acceptance_platform.schema import cases
from offline_queue.station import Station
from tests.durability.queue_machine import Door, Surroundings, door_for_agents, placed

STEPS = 5000


def test_in_any_order_everything_promised_arrives_once(town):
    steps, numbers = Counter(), itertools.count()
    data = town.copy_platform("machine-platform")

    def fresh():
        target = shutil.copytree(town.state, town.folder / f"machine-{next(numbers)}")
        Station(target).queue.mkdir(exist_ok=True)
        return target

    with Platform(data) as platform:
        door = Door(platform.app(), Station(town.state))

        def official(case_id):
            with platform.database.reading() as connection:
                return list(connection.execute(select(cases.c.official_no).where(cases.c.case_id == case_id)).scalars())

        machine = placed(Surroundings(fresh, door, official, lambda: steps.update(["steps"])))
        plan = settings(
            max_examples=25, stateful_step_count=100, deadline=None, database=None, derandomize=True,
            phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        try:
            with door_for_agents(door):
                while steps["steps"] < STEPS:
                    run_state_machine_as_test(machine, settings=plan)
        finally:
            door.close()
    assert steps["steps"] >= STEPS
