"""An enqueue that is killed, or refused by the disk, at each of its system calls."""

import shutil
from collections.abc import Iterator

import pytest

from tests.durability.injection import Striker
from tests.durability.tally import Tally
from tests.durability.town import Town

pytestmark = pytest.mark.usefixtures("strace")


@pytest.fixture
def striker(town: Town, request: pytest.FixtureRequest) -> Iterator[Striker]:
    yield Striker(town, request.param, used=True)
    shutil.rmtree(town.folder / "struck-before")


@pytest.mark.parametrize("striker", ["enqueue"], indirect=True)
def test_a_kill_at_every_write_sync_rename_and_unlink_loses_nothing_promised(striker):
    tally = Tally()
    for what, injection in striker.kills():
        tally.add(striker.strike(what, injection))
    assert tally.examples == []
    assert tally.figures["kills"] == len(striker.points) > 30
    assert {name for name, _ in striker.points} >= {"write", "pwrite64", "fsync", "fdatasync", "rename"}


@pytest.mark.parametrize("striker", ["stubborn"], indirect=True)
def test_an_error_of_the_disk_at_every_call_promises_nothing_that_is_not_there(striker):
    """A sync that failed is followed by a power cut as well: whatever was promised later rests on another sync."""
    tally = Tally()
    for what, injection in striker.errors(("EIO",)):
        tally.add(striker.strike(what, injection, states=4 if "sync" in injection else 0))
    assert tally.examples == []
    assert tally.figures["io_faults"] == len(striker.points)
    assert tally.figures["crash_states"] > 0


@pytest.mark.parametrize("striker", ["stubborn"], indirect=True)
def test_files_that_cannot_grow_cut_writes_short_and_nothing_is_lost(striker):
    limits = list(striker.short_writes())
    tally = Tally()
    for limit in limits[:: max(1, len(limits) // 12)]:
        tally.add(striker.cut_short(limit))
    assert tally.examples == []
    assert tally.figures["io_faults"] >= 8
