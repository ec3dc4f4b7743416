"""What every receipt printer keeps to: on the network, a serial line and USB's printer class, before our simulator."""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable
from devices.ports import PrinterStatus, ReceiptPrinter
from devices.receipt_printer.escpos_encoder import encode
from devices.receipt_printer.file_driver import serial_printer, usb_printer
from devices.receipt_printer.network_driver import network_printer
from devices.receipt_printer.profile import profile_named
from domain.documents.document import Barcode, Document, Paragraph, QrCode, Title
from domain.failures import FailureCode
from tests.integration.devices.conftest import Simulated

PROFILE = profile_named("generic-80")
RECEIPT = encode(
    Document(
        "receipt",
        (Title("收件凭证"), *[Paragraph("宁波市政务服务自助终端")] * 6, QrCode("OW1:abc", "扫码"), Barcode("20250618")),
    ),
    PROFILE,
)
PATIENT = {"answer_timeout": 10.0, "poll": 0.1}
QUICK = {"answer_timeout": 0.5, "poll": 0.1}
"""For a printer that will not answer."""


@dataclass
class Bench:
    simulated: Simulated
    made: Callable[..., Any]
    address: str
    nowhere: str

    def driver(self, **options: float) -> Any:
        return self.made(self.address, {**PATIENT, **options})

    def receipts(self) -> list[str]:
        return list(self.simulated.do("state")["receipts"])


@contextmanager
def _network(simulated: Simulated, _: Path) -> Iterator[Bench]:
    yield Bench(simulated, network_printer, simulated.address, "127.0.0.1:9")


@contextmanager
def _line(made: Callable[..., ReceiptPrinter], simulated: Simulated, folder: Path) -> Iterator[Bench]:
    """socat is the cable between a terminal device and the simulator."""
    if shutil.which("socat") is None:
        pytest.skip("socat is not installed")
    link = folder / "line"
    command = ["socat", "-d", "-d", f"pty,raw,echo=0,link={link}", f"tcp:{simulated.address}"]
    cable = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert cable.stderr is not None
    try:
        while "starting data transfer loop" not in cable.stderr.readline():
            assert cable.poll() is None
        yield Bench(simulated, made, str(link), str(folder / "no line"))
    finally:
        cable.terminate()
        cable.wait(10)
        cable.stderr.close()


_BENCHES = {
    "network": _network,
    "serial": lambda *where: _line(serial_printer, *where),
    "usb": lambda *where: _line(usb_printer, *where),
}


@pytest.fixture(scope="module", params=_BENCHES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="ow") as name:
        folder = Path(name)
        simulated = Simulated("receipt_printer", folder, "--out", f"{folder}/receipts")
        with _BENCHES[request.param](simulated, folder) as made:
            yield made
        simulated.pull_out()


@pytest.fixture
def printer(bench: Bench) -> Iterator[Any]:
    bench.simulated.do("set_fault", fault="none")
    driver = bench.driver()
    driver.open()
    yield driver
    driver.close()


def test_every_job_is_one_receipt_that_can_be_read(bench: Bench, printer: Any) -> None:
    before = len(bench.receipts())
    for job in (1, 2):
        printer.print(RECEIPT)
        assert len(bench.receipts()) == before + job
    with Image.open(bench.receipts()[-1]) as paper:
        assert {code.text for code in zxingcpp.read_barcodes(paper)} == {"OW1:abc", "20250618"}


def test_near_end_is_told_and_still_prints(bench: Bench, printer: Any) -> None:
    assert printer.status() == PrinterStatus()
    bench.simulated.do("set_fault", fault="near_end")
    assert printer.status() == PrinterStatus(paper_near_end=True)
    printer.print(RECEIPT)


CONDITIONS = [
    ("paper_out", FailureCode.PRINTER_PAPER_OUT, DeviceTrouble),
    ("cover_open", FailureCode.PRINTER_COVER_OPEN, DeviceTrouble),
    ("cutter_error", FailureCode.PRINTER_CUTTER, DeviceTrouble),
    ("mute", FailureCode.PRINTER_SILENT, DeviceUnreachable),
]


@pytest.mark.parametrize(("state", "code", "kind"), CONDITIONS)
def test_trouble_is_told_before_a_byte_is_printed(
    bench: Bench, printer: Any, state: str, code: FailureCode, kind: type[DeviceFailure]
) -> None:
    before = bench.receipts()
    asking = bench.driver(**QUICK) if state == "mute" else printer
    bench.simulated.do("set_fault", fault=state)
    for use in (asking.status, lambda: asking.print(RECEIPT)):
        with pytest.raises(kind) as caught:
            use()
        assert (caught.value.code, type(caught.value)) == (code, kind)
    bench.simulated.do("set_fault", fault="none")
    assert printer.status() == PrinterStatus()
    assert bench.receipts() == before


@pytest.mark.parametrize(("state", "code", "kind"), CONDITIONS)
def test_trouble_in_the_middle_of_a_job(
    bench: Bench, printer: Any, state: str, code: FailureCode, kind: type[DeviceFailure]
) -> None:
    """What is left of the failed job is forgotten by the printer: the next try is the only whole receipt."""
    before = len(bench.receipts())
    asking = bench.driver(**QUICK) if state == "mute" else printer
    bench.simulated.do("set_fault", fault=state, at=5)
    with pytest.raises(kind) as caught:
        asking.print(RECEIPT)
    assert (caught.value.code, type(caught.value)) == (code, kind)
    bench.simulated.do("set_fault", fault="none")
    if state != "mute":
        assert len(bench.receipts()) == before
        printer.print(RECEIPT)
        assert len(bench.receipts()) == before + 1


def test_nobody_there(bench: Bench) -> None:
    driver = bench.made(bench.nowhere, QUICK)
    with pytest.raises(DeviceUnreachable) as caught:
        driver.open()
    assert caught.value.code is FailureCode.PRINTER_UNREACHABLE
    driver.close()


def test_interrupted_while_it_waits_it_answers_no_more(bench: Bench) -> None:
    bench.simulated.do("set_fault", fault="mute")
    driver = bench.driver(answer_timeout=30.0)
    interrupting = threading.Timer(0.1, driver.interrupt)
    interrupting.start()
    with pytest.raises(DeviceUnreachable):
        driver.open()
    interrupting.join()
    bench.simulated.do("set_fault", fault="none")
    with pytest.raises(DeviceUnreachable):
        driver.status()


def test_closed_twice(printer: Any) -> None:
    printer.close()
    printer.close()
