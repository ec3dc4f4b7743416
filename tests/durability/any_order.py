"""Runs the state machine of :mod:`tests.durability.queue_machine` for so many steps."""

import itertools

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.durability.queue_machine import placed
from tests.durability.station_checks import Fault
from tests.durability.surroundings import surroundings
from tests.durability.tally import Tally
from tests.durability.town import Town

_RUNS, _STEPS, _STEPS_OF_MOST = 25, 100, 80
"""Runs from one seed, steps of one run at most, and those it usually takes."""


def _plan(left: int) -> settings:
    """For so many steps, or as many as one seed is for."""
    return settings(
        max_examples=min(_RUNS, left // _STEPS_OF_MOST + 1), stateful_step_count=_STEPS, deadline=None, database=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def steps_in_any_order(town: Town, wanted: int, first_seed: int) -> Tally:
    """At least so many. What breaks an invariant is counted and told in words, with the seed that finds it again."""
    tally = Tally()
    with surroundings(town, "machine") as around:
        machine = placed(around, lambda: tally.figures.update(["machine_steps"]))
        for number in itertools.count(first_seed):
            left = wanted - tally.figures["machine_steps"]
            if left <= 0:
                return tally
            try:
                run_state_machine_as_test(seed(number)(machine), settings=_plan(left))
            except Exception as error:  # noqa: BLE001 - whatever breaks is a finding; the next seed goes on
                tally.count("machine_faults", [Fault("lost", f"seed {number}: {type(error).__name__} {error}")])
    return tally
