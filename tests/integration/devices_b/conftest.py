"""Simulators as processes of their own, and pages to scan."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from devices.simulator_control import ask


@dataclass(frozen=True)
class Running:
    port: int
    control: Path
    folder: Path

    def do(self, action: str, **arguments: object) -> dict[str, Any]:
        return ask(self.control, action, **arguments)


def _start(module: str, *more: str) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="ow-") as folder:
        control = Path(folder) / "control"
        process = subprocess.Popen(
            [sys.executable, "-m", module, "--port", "0", "--control", str(control), *(m.format(folder) for m in more)],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            word, port = process.stdout.readline().split()
            assert word == "ready"
            yield Running(int(port), control, Path(folder))
        finally:
            process.terminate()
            process.wait(10)
            assert process.stdout is not None
            process.stdout.close()


@pytest.fixture(scope="session")
def scanner_process() -> Iterator[Running]:
    yield from _start("devices.document_scanner.simulator")


@pytest.fixture
def scanner(scanner_process: Running) -> Running:
    scanner_process.do("set_fault", fault="none")
    scanner_process.do("set_pace", pages_per_minute=0)
    scanner_process.do("clear")
    return scanner_process


@pytest.fixture(scope="session")
def printer_process() -> Iterator[Running]:
    yield from _start("devices.receipt_printer.simulator", "--out", "{}/receipts")


@pytest.fixture
def printer(printer_process: Running) -> Running:
    printer_process.do("set_state", state="ok")
    return printer_process


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """A4 JPEGs at 100 dpi, each with its own content."""
    folder = tmp_path_factory.mktemp("paper")

    def make(number: int) -> Path:
        path = folder / f"{number}.jpg"
        if not path.exists():
            page = Image.new("RGB", (827, 1169), "white")
            draw = ImageDraw.Draw(page)
            for line in range(20):
                draw.rectangle((80, 100 + 45 * line, 200 + (137 * number + 71 * line) % 500, 112 + 45 * line), "black")
            page.save(path, quality=85, dpi=(100, 100))
        return path

    return make
