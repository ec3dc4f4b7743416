"""Pages that are kept side by side: several threads, and nothing is told before names and bytes are durable."""

import shutil
from functools import partial

import pytest
from tests.durability.injection import Striker

from tests.durability.exploring import check_station, explore
from tests.durability.planted_bugs import BUGS
from tests.durability.tally import Tally
from tests.durability.traced import Recorder

pytestmark = pytest.mark.usefixtures("strace")
STATES = 300


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
    tally = explore(recorded(town, bug), partial(check_station, town), town.folder, limit=5 * STATES, seed=1, most=1)
    assert tally.examples != []


def test_a_sync_of_a_pile_that_fails_promises_nothing_that_is_not_there(town):
    """strace counts the calls of each thread by itself: the first of each of them fails."""
    striker = Striker(town, "pile", used=True)
    tally = Tally()
    for call in ("fsync", "write", "rename"):
        tally.add(striker.strike("io_faults", f"{call}:error=EIO:when=1", states=8))
        tally.add(striker.strike("kills", f"{call}:signal=KILL:when=1"))
    shutil.rmtree(town.folder / "struck-before")
    assert tally.examples == []
    assert (tally.figures["io_faults"], tally.figures["kills"]) == (3, 3)
