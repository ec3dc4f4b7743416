"""What every A4 printer keeps to: our driver on our simulator, on a real cupsd before it, and on CUPS' IPP Everywhere
printer, which nobody of us wrote."""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import private_ippeveprinter
import pytest
from PIL import Image
from private_cups import CUPSD, private_cups

from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.page_printer.ipp_driver import IppPrinter
from devices.ports import PrinterStatus, PrintProgress
from domain.failures import FailureCode
from tests.integration.devices.conftest import Simulated


@dataclass
class Bench:
    address: str
    received: Callable[[], list[int]]
    """Sizes of the documents that came out, in order."""
    simulated: Any = None
    """Where supplies and stops can be set."""


@pytest.fixture(scope="module", params=["simulator", "cupsd", "ippeveprinter"])
def printer(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="ow") as name, _BENCHES[request.param](Path(name)) as bench:
        yield bench


@pytest.fixture
def driver(printer: Bench) -> Iterator[IppPrinter]:
    if printer.simulated is not None:
        printer.simulated.do("set_fault", fault="none")
    made = IppPrinter(printer.address, {"print_timeout": 30.0})
    made.open()
    yield made
    made.close()


@contextmanager
def _simulator(folder: Path) -> Iterator[Bench]:
    simulated = Simulated("page_printer", folder)
    yield Bench(
        f"ipp://{simulated.address}/ipp/print", lambda: list(simulated.do("state")["sizes"].values()), simulated
    )
    simulated.pull_out()


@contextmanager
def _cupsd(folder: Path) -> Iterator[Bench]:
    if CUPSD is None:
        pytest.skip("cupsd (cups-daemon) is not installed")
    if os.geteuid() != 0:
        pytest.skip("cupsd starts its backends only as root")
    with _simulator(folder) as behind, private_cups(folder / "cups", behind.address) as queue:
        yield Bench(queue, behind.received, behind.simulated)


@contextmanager
def _ippeveprinter(folder: Path) -> Iterator[Bench]:
    if not private_ippeveprinter.may_run_here():
        pytest.skip("needs root, ippeveprinter (cups-ipp-utils), avahi-daemon and dbus")
    command = [sys.executable, private_ippeveprinter.__file__, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        ready, port = process.stdout.readline().split()
        assert ready == "ready"
        yield Bench(f"ipp://127.0.0.1:{port}/ipp/print", lambda: [file.stat().st_size for file in _pdfs(folder)])
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def _pdfs(folder: Path) -> list[Path]:
    return sorted((folder / "jobs").glob("*.pdf"))


_BENCHES = {"simulator": _simulator, "cupsd": _cupsd, "ippeveprinter": _ippeveprinter}


def _pdf(pages: int) -> bytes:
    first, *others = [Image.new("L", (413, 585), 200) for _ in range(pages)]
    out = io.BytesIO()
    first.save(out, "PDF", resolution=50, save_all=True, append_images=others)
    return out.getvalue()


def test_a_document_comes_out_whole_and_its_end_is_told(driver: IppPrinter, printer: Bench) -> None:
    for pages in (1, 3):
        document = _pdf(pages)
        told: list[PrintProgress] = []
        driver.print(document, told.append)
        assert printer.received()[-1] == len(document)
        assert [progress.total for progress in told] == [pages] * len(told)
        assert [progress.done for progress in told] == sorted({progress.done for progress in told})
        assert told


def test_status_of_a_well_printer(driver: IppPrinter) -> None:
    assert driver.status() == PrinterStatus()


def test_closed_twice(printer: Bench) -> None:
    made = IppPrinter(printer.address, {})
    made.open()
    made.close()
    made.close()


def test_nobody_there() -> None:
    with pytest.raises(DeviceUnreachable) as caught:
        IppPrinter("ipp://127.0.0.1:9/ipp/print", {}).open()
    assert caught.value.code is FailureCode.PAGE_PRINTER_UNREACHABLE


def test_another_queue_is_not_this_printer(printer: Bench) -> None:
    with pytest.raises(ReadFailed) as caught:
        IppPrinter(printer.address.rsplit("/", 1)[0] + "/nowhere", {}).open()
    assert caught.value.code is FailureCode.PAGE_PRINTER_JOB_REFUSED


def test_paper_out_is_told_and_the_job_does_not_come_out_later(driver: IppPrinter, printer: Bench) -> None:
    """Through CUPS the printer's words come by its backend, once a job is on its way."""
    if printer.simulated is None:
        pytest.skip("this printer never runs out of paper")
    printer.simulated.do("set_fault", fault="paper_out")
    with pytest.raises(DeviceFailure) as caught:
        driver.print(_pdf(2))
    assert (caught.value.code, type(caught.value)) == (FailureCode.PAGE_PRINTER_PAPER_OUT, DeviceTrouble)
    came_out = printer.received()
    printer.simulated.do("set_fault", fault="none")
    document = _pdf(1)
    driver.print(document)
    assert printer.received()[-1] == len(document)
    assert len(printer.received()) <= len(came_out) + 1
