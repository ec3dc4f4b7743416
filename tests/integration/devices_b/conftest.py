"""Simulators as processes of their own, and pages to scan."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from devices_b_process import Running, start
from PIL import Image, ImageDraw


@pytest.fixture(scope="session")
def scanner_process() -> Iterator[Running]:
    yield from start("devices.document_scanner.simulator")


@pytest.fixture
def scanner(scanner_process: Running) -> Running:
    scanner_process.do("set_fault", fault="none")
    scanner_process.do("set_model", model="standard")
    scanner_process.do("set_pace", pages_per_minute=0)
    scanner_process.do("clear")
    return scanner_process


@pytest.fixture(scope="session")
def printer_process() -> Iterator[Running]:
    yield from start("devices.receipt_printer.simulator", "--out", "{}/receipts")


@pytest.fixture
def printer(printer_process: Running) -> Running:
    printer_process.do("set_fault", fault="none")
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
