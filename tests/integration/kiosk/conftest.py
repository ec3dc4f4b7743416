"""A terminal on a desk: real simulators on real lines, a real queue, and no platform behind it."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kiosk_terminal import Desk, Terminal, make_papers, make_station
from PySide6.QtWidgets import QApplication

from benchmarks.sync_site import PlatformProcess
from devices.catalog import DeviceSpec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """Short path, because that of a Unix socket holds 107 bytes at most."""
    folder = Path(tempfile.mkdtemp(prefix="ow"))
    with Desk(folder) as desk:
        yield desk
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformProcess]:
    """One platform for the few tests that need one: each brings stations of its own."""
    started = PlatformProcess(tmp_path_factory.mktemp("platform"))
    yield started
    started.close()


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """The state folder of an enrolled kiosk whose platform does not answer."""
    return make_station(tmp_path / "state")


@pytest.fixture
def terminal(qapp: QApplication, desk: Desk, station: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts a terminal; ``extra`` devices come besides, other keyword arguments change addresses of devices."""
    desk.tidy()
    started: list[Terminal] = []

    def start(extra: tuple[DeviceSpec, ...] = (), **addresses: str) -> Terminal:
        started.append(Terminal(qapp, station, {**desk.addresses, **addresses}, extra))
        return started[-1]

    yield start
    for one in started:
        one.close()
