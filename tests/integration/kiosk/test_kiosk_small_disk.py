"""A disk without room for a whole case: nobody begins what could not be finished. On a real small file system."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kiosk_terminal import Terminal

from offline_queue.limits import CASE_BYTES


@pytest.fixture
def small_disk(station: Path) -> Iterator[Path]:
    """The queue's folder on 128 MB of its own."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    queue = station / "queue"
    queue.mkdir(exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", str(queue)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    yield queue
    subprocess.run(["umount", "--lazy", str(queue)], check=True)


def test_no_case_begins_without_room_for_it_and_service_returns_with_the_room(
    terminal: Callable[..., Terminal], small_disk: Path
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"\0" * (128 * 2**20 - CASE_BYTES))
    screen = terminal()
    screen.see("home", "Welcome")
    screen.until(lambda: not is_open(screen, "home.begin"), what="the way to a new case to be shut")
    assert is_open(screen, "home.progress")
    ballast.unlink()
    screen.until(lambda: is_open(screen, "home.begin"), what="the way to a new case to open", seconds=6)


def is_open(screen: Terminal, name: str) -> bool:
    button = screen.find(name)
    return button is not None and button.isEnabled()
