"""A clock that goes wrong before any step of a life, at the station or at the platform, and is never set right."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.durability.clock_matrix import STEPS, clock_steps
from tests.durability.wrong_clocks import WanderingClock


@pytest.mark.parametrize(("side", "clock"), [("station", "five years slow"), ("platform", "at the end of 2038")])
def test_a_clock_that_is_wrong_from_any_step_on_changes_nothing(town, side, clock):
    """All clocks on both sides: ``./run bench durability``."""
    tally = clock_steps(town, [clock], [side])
    assert tally.examples == []
    assert tally.figures["clock_steps"] == len(STEPS)


def test_wrong_clocks_are_wrong():
    clock, before = WanderingClock(), datetime.now(UTC)
    clock.jump("five years slow")
    assert clock.now() < before - timedelta(days=1800)
    clock.jump("five years fast")
    assert clock.now() > before + timedelta(days=1800)
    clock.jump("at the end of 2038")
    assert datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC) <= clock.now() < datetime(2038, 1, 20, tzinfo=UTC)
    clock.jump("frozen")
    assert clock.now() == clock.now()
