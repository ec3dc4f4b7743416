"""5,000 steps in any order: hand in, give up, a failing disk, a faulty line, a jumping clock, a restart, a person."""

from tests.durability.any_order import steps_in_any_order

STEPS = 5000


def test_in_any_order_everything_promised_arrives_once(town):
    tally = steps_in_any_order(town, STEPS, first_seed=1)
    assert tally.examples == []
    assert tally.figures["machine_steps"] >= STEPS
