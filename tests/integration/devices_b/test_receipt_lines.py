"""The receipt printer on a serial line: socat joins a pty to the simulated printer."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from devices_b_process import Running
from devices_b_receipt import RECEIPT

from devices.errors import DeviceTrouble, DeviceUnreachable
from devices.receipt_printer.answering_printer import AnsweringPrinter
from devices.receipt_printer.escpos_encoder import encode
from devices.receipt_printer.file_driver import serial_printer, usb_printer
from devices.receipt_printer.profile import profile_named
from domain.failures import FailureCode

QUICK = {"answer_timeout": 0.5, "print_timeout": 3.0, "poll": 0.1}


@pytest.fixture
def line(printer: Running, tmp_path: Path) -> Iterator[Path]:
    if shutil.which("socat") is None:
        pytest.skip("socat is not installed")
    link = tmp_path / "line"
    command = ["socat", "-d", "-d", f"pty,raw,echo=0,link={link}", f"tcp:127.0.0.1:{printer.port}"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    with process.stderr as said:
        while "starting data transfer loop" not in said.readline():
            assert process.poll() is None
        yield link
        process.terminate()
        process.wait(10)


@pytest.fixture(params=["serial", "usb"])
def ours(request: pytest.FixtureRequest, line: Path) -> AnsweringPrinter:
    made = serial_printer(str(line), QUICK) if request.param == "serial" else usb_printer(str(line), QUICK)
    made.open()
    return made


def test_receipt_is_printed_and_confirmed(printer: Running, ours: AnsweringPrinter) -> None:
    before = len(printer.do("state")["receipts"])
    ours.print(encode(RECEIPT, profile_named("generic-80")))
    assert len(printer.do("state")["receipts"]) == before + 1


def test_paper_out_is_told(printer: Running, ours: AnsweringPrinter) -> None:
    printer.do("set_state", state="paper_out")
    with pytest.raises(DeviceTrouble) as caught:
        ours.print(b"nothing")
    assert caught.value.code is FailureCode.PRINTER_PAPER_OUT
    printer.do("set_state", state="ok")


def test_line_that_is_not_there(tmp_path: Path) -> None:
    for made in (serial_printer(str(tmp_path / "no"), QUICK), usb_printer(str(tmp_path / "no"), QUICK)):
        with pytest.raises(DeviceUnreachable) as caught:
            made.open()
        assert caught.value.code is FailureCode.PRINTER_UNREACHABLE


def test_mute_line_can_be_interrupted() -> None:
    device, computer = os.openpty()
    made = usb_printer(os.ttyname(computer), {"answer_timeout": 30.0})
    interrupting = threading.Timer(0.05, made.interrupt)
    interrupting.start()
    with pytest.raises(DeviceUnreachable):
        made.open()
    interrupting.join()
    os.close(device)
    os.close(computer)
