"""A disk without one free byte, for real: a small tmpfs filled to the brim. What is sent makes room again."""

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from delivery_kit import Platform, Site, entry_state, until

from domain.clock import SystemClock
from offline_queue.agent import Agent
from offline_queue.schedule import Turn
from offline_queue.storage_faults import DiskFull
from offline_queue.store import Store

_SIZE_MB = 24


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE_MB}m", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def site(small_disk: Path, platform: Platform) -> Iterator[Site]:
    site = Site(small_disk, platform)
    yield site
    site.close()


def fill(folder: Path) -> None:
    """Until not one byte more can be written."""
    with contextlib.suppress(OSError), (folder / "of somebody else").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    assert shutil.disk_usage(folder).free == 0


def all_confirmed(site: Site, submissions: list[str]) -> bool:
    return all(entry_state(site.station, one) == "confirmed" for one in submissions)


def backlog(site: Site) -> list[str]:
    """Sent whole, and sent in pieces; and a reserve, as a station has one."""
    submissions = [site.hand_in(pages=1, size=size).submission_id for size in (8_000, 400_000, 8_000, 400_000)]
    (site.station.queue / "reserve").write_bytes(bytes(1 << 20))
    return submissions


def test_a_disk_that_fills_up_under_the_agent_is_emptied(site, small_disk):
    """SQLite finds no room for its log: the reserve is given up for it, and what is delivered makes more."""
    backlog(site)
    with contextlib.closing(Store.open(site.station.database)) as store:
        agent = Agent(site.station, site.line.url, store, SystemClock(), threading.Event())
        agent.prepare()
        fill(small_disk)
        with pytest.raises(DiskFull) as full:
            agent.deliver(Turn(agent.open_entries()[0]))
        agent.set_right(full.value)
        assert [agent.deliver(Turn(entry)).delivered for entry in agent.open_entries()] == [True] * 4
        agent.purge()
        agent.close()
    assert site.files() == []
    assert not (site.station.queue / "reserve").exists()


def test_an_agent_that_begins_on_a_full_disk_empties_it(site, small_disk):
    submissions = backlog(site)
    fill(small_disk)
    agent = site.agent()
    try:
        until(partial(all_confirmed, site, submissions))
        until(lambda: site.files() == [])
    finally:
        assert agent.stop() == 0
    assert not (site.station.queue / "reserve").exists()
