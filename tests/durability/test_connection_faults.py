"""A fault at every step of the protocol: each case arrives once, and nothing is purged before it has."""

import itertools

import pytest

from tests.durability.crossing import crossing
from tests.durability.faulty_front import FAULTS, STEPS


@pytest.mark.parametrize("way", ["pieces", "packets"])
def test_every_fault_at_every_step_ends_in_exactly_one_case(town, way):
    steps = [step for step in STEPS if (step == "packet") == (way == "packets")]
    plan = list(itertools.product(steps, FAULTS))
    line = crossing(town, f"faults-{way}", len(plan))
    line.go(plan, way=way, seconds=60.0)
    assert line.faults() == []
    if way == "pieces" or line.done:
        assert sorted(line.done) == sorted(plan)


def test_a_refusal_is_shown_to_a_person_and_deletes_nothing(town):
    line = crossing(town, "refused", 3)
    line.go([("manifest", "refused"), ("completion", "refused")])
    assert line.faults(refused=2) == []
