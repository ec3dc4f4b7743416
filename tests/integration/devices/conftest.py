"""Simulators as processes of their own, and a way to wait for what devices tell."""

import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.catalog import DeviceSpec
from devices.events import DeviceEvent
from devices.manager import DeviceManager
from devices.simulator_control import ask
from domain.clock import SystemClock

CARD = {
    "name": "张三",
    "sex": "1",
    "ethnicity": "01",
    "birth": "19000101",
    "address": "浙江省宁波市海曙区测试路1号",
    "number": "330203190001010013",
    "issuer": "宁波市公安局海曙分局",
    "valid_from": "20200101",
    "valid_to": "长期",
}


SERIAL = ("id_card_reader", "qr_scanner")


class Simulated:
    """One simulator process. The :attr:`address` of a serial one stays the same over a restart."""

    def __init__(self, kind: str, folder: Path, *options: str) -> None:
        self.address = str(folder / f"{kind}.line")
        self._control = folder / f"{kind}.control"
        where = ("--link", self.address) if kind in SERIAL else ("--port", "0")
        self._command = [
            *(sys.executable, "-m", f"devices.{kind}" if "." in kind else f"devices.{kind}.simulator"),
            *(*where, "--control", str(self._control), *options),
        ]
        self.plug_in()

    def plug_in(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        with self._process.stdout as said:
            ready, *port = said.readline().split()
        assert ready == "ready"
        if port:
            self.address = f"127.0.0.1:{port[0]}"

    def pull_out(self) -> int:
        self._process.terminate()
        return self._process.wait(10)

    def do(self, action: str, /, **arguments: object) -> dict[str, Any]:
        return ask(self._control, action, **arguments)


class Heard:
    """Collects events from other threads."""

    def __init__(self) -> None:
        self.all: list[DeviceEvent] = []
        self._queue: queue.SimpleQueue[DeviceEvent] = queue.SimpleQueue()

    def __call__(self, event: DeviceEvent) -> None:
        self._queue.put(event)

    def until(self, wanted: Callable[[Any], bool], seconds: float = 10.0) -> Any:
        """The next event that is wanted; fails after ``seconds``."""
        end = time.monotonic() + seconds
        while True:
            event = self._queue.get(timeout=max(0.001, end - time.monotonic()))
            self.all.append(event)
            if wanted(event):
                return event

    def rest(self) -> list[DeviceEvent]:
        """What has arrived since."""
        events = []
        while not self._queue.empty():
            events.append(self._queue.get())
        return events


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, because the path of a Unix socket holds 107 bytes at most."""
    path = Path(tempfile.mkdtemp(prefix="ow"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def plugged_in(folder: Path) -> Iterator[Callable[..., Simulated]]:
    running: list[Simulated] = []

    def start(kind: str, *options: str) -> Simulated:
        running.append(Simulated(kind, folder, *options))
        return running[-1]

    yield start
    for simulated in running:
        # uvicorn ends by the signal itself after it has shut down.
        assert simulated.pull_out() in (0, -signal.SIGTERM)


@pytest.fixture(scope="module")
def printer_process() -> Iterator[Simulated]:
    """One A4 printer for all tests of a file; each clears it first."""
    with tempfile.TemporaryDirectory(prefix="ow") as folder:
        simulated = Simulated("page_printer", Path(folder))
        yield simulated
        simulated.pull_out()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def station(heard: Heard) -> Iterator[Callable[..., DeviceManager]]:
    managers: list[DeviceManager] = []

    def start(*specs: DeviceSpec) -> DeviceManager:
        managers.append(DeviceManager(specs, heard, SystemClock()))
        managers[-1].start()
        return managers[-1]

    yield start
    for manager in managers:
        manager.stop()


@pytest.fixture
def card() -> dict[str, str]:
    return dict(CARD)
