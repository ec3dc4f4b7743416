"""Kills at any moment, and lines that break at any byte; where and when, the seed decides."""

import random

from tests.durability.random_cuts import cut_at_random_bytes
from tests.durability.random_kills import UnderLoad

SEED = 20261121


def test_killing_visit_agent_and_platform_under_load_loses_nothing(town):
    tally = UnderLoad(town, "load", random.Random(SEED)).round(20)
    assert tally.examples == []
    assert tally.figures["random_kills"] == 20
    assert tally.figures["cases"] > 0


def test_a_hand_in_whose_visit_was_killed_before_its_word_is_delivered_like_the_others(town):
    load = UnderLoad(town, "unheard", random.Random(SEED))
    town.runner.run("several", load.crossing.station.root, "", 1, "")
    tally = load.settled(0)
    assert tally.examples == []
    assert tally.figures["cases"] == 1


def test_a_line_that_breaks_at_random_bytes_delivers_everything_once(town):
    tally = cut_at_random_bytes(town, 60, random.Random(SEED))
    assert tally.examples == []
    assert tally.figures["byte_faults"] >= 60
