"""Pages that are kept side by side: several threads, and nothing is told before names and bytes are durable."""

from functools import partial

import pytest

from tests.durability.call_filter import CAN_STRIKE, WHY_NOT
from tests.durability.call_warden import KILL
from tests.durability.exploring import check_station, explore
from tests.durability.planted_bugs import BUGS
from tests.durability.strikes import strike_all
from tests.durability.struck_enqueue import StruckEnqueue
from tests.durability.traced import HAS_STRACE, Recorder

pytestmark = pytest.mark.usefixtures("strace")
STATES, STATES_OF_A_BUG = 150, 1500


def recorded(town, bug=""):
    station = town.copy_state(f"pile-{bug or 'clean'}")
    recorder = Recorder(station.queue)
    child = town.runner.start("pile", station.root, bug, trace=True)
    child.wait()
    recorder.add(child)
    assert "ended" in child.said()
    return recorder.recording()


def test_every_crash_state_of_a_pile_keeps_what_was_promised(town):
    tally = explore(recorded(town), partial(check_station, town), town.folder, limit=STATES, seed=1)
    assert tally.examples == []
    assert tally.figures["crash_states"] == STATES


@pytest.mark.parametrize("bug", ["no-folder-sync"])
def test_a_pile_without_the_sync_of_its_names_is_caught(town, bug):
    assert bug in BUGS
    check = partial(check_station, town)
    tally = explore(recorded(town, bug), check, town.folder, limit=STATES_OF_A_BUG, seed=1, most=1)
    assert tally.examples != []


@pytest.mark.skipif(not CAN_STRIKE, reason=WHY_NOT)
def test_a_call_of_a_pile_that_fails_promises_nothing_that_is_not_there(town):
    """In whichever thread it is made."""
    subject = StruckEnqueue(town, "pile", used=True, cuts=8)
    tally = strike_all(subject, ("EIO", KILL), every=6)
    cuts = subject.cut_states
    subject.close()
    assert tally.examples == []
    assert min(tally.figures["disk_faults"], tally.figures["kills"]) > 8
    assert cuts > 0 or not HAS_STRACE
