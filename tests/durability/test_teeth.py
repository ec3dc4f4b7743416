"""The harness catches what it is for: twelve planted bugs, and nothing where there is none."""

import pytest

from tests.durability.planted_bugs import BUGS
from tests.durability.teeth import BITES

CLEAN = ("new-id-on-retry", "drop-on-4xx", "key-of-a-day", "wall-clock-order")
"""Scenarios no other test runs without a bug."""


def test_there_are_twelve_and_a_bite_for_each():
    assert len(BUGS) == 12
    assert set(BUGS) == set(BITES)


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_caught(town, bug):
    assert BITES[bug](town, bug) != ""


@pytest.mark.parametrize("scenario", CLEAN)
def test_the_same_scenario_without_the_bug_shows_nothing(town, scenario):
    assert BITES[scenario](town, "") == ""
