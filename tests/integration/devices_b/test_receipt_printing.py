"""The network driver against the simulated printer: what comes out, and every condition."""

import socket

import pytest
import zxingcpp
from devices_b_process import Running
from devices_b_receipt import BARCODE_PAYLOAD, QR_PAYLOAD, RECEIPT
from PIL import Image

from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable
from devices.receipt_printer.answering_printer import AnsweringPrinter
from devices.receipt_printer.escpos_encoder import encode
from devices.receipt_printer.network_driver import network_printer
from devices.receipt_printer.profile import profile_named
from domain.documents.document import Document, Pair, Paragraph
from domain.failures import FailureCode

SHORT = encode(Document("test", (Paragraph("测试"),)), profile_named("generic-80"))


def driver(printer: Running) -> AnsweringPrinter:
    made = network_printer(f"127.0.0.1:{printer.port}", {"answer_timeout": 0.5, "print_timeout": 1.5, "poll": 0.1})
    made.open()
    return made


def receipts(printer: Running) -> list[str]:
    return list(printer.do("state")["receipts"])


@pytest.mark.parametrize("profile", ["generic-80", "simple-80"])
def test_printed_receipt_can_be_read(printer: Running, profile: str) -> None:
    driver(printer).print(encode(RECEIPT, profile_named(profile)))
    paper = Image.open(receipts(printer)[-1])
    assert paper.width == 640
    found = {code.text for code in zxingcpp.read_barcodes(paper)}
    assert found == {QR_PAYLOAD, BARCODE_PAYLOAD}
    paper.close()


def test_every_job_is_one_receipt(printer: Running) -> None:
    before = len(receipts(printer))
    ours = driver(printer)
    ours.print(SHORT)
    ours.print(SHORT)
    assert len(receipts(printer)) == before + 2


def test_rare_characters_are_drawn(printer: Running) -> None:
    """A printer without the four-byte area prints the name all the same."""
    usual = encode(Document("test", (Pair("姓名", "张三"),)), profile_named("generic-80"))
    rare = encode(Document("test", (Pair("姓名", "张𠮷"),)), profile_named("generic-80"))
    ours = driver(printer)
    ours.print(usual)
    ours.print(rare)
    with Image.open(receipts(printer)[-2]) as one, Image.open(receipts(printer)[-1]) as other:
        assert abs(one.height - other.height) <= 8
        assert _ink(other) > 0.5 * _ink(one)


def _ink(paper: Image.Image) -> int:
    return sum(paper.histogram()[:128])


def test_near_end_still_prints(printer: Running) -> None:
    printer.do("set_state", state="near_end")
    ours = driver(printer)
    assert ours.status().paper_near_end
    ours.print(SHORT)


CONDITIONS = [
    ("paper_out", FailureCode.PRINTER_PAPER_OUT, DeviceTrouble),
    ("cover_open", FailureCode.PRINTER_COVER_OPEN, DeviceTrouble),
    ("cutter_error", FailureCode.PRINTER_CUTTER, DeviceTrouble),
    ("mute", FailureCode.PRINTER_SILENT, DeviceUnreachable),
]


@pytest.mark.parametrize(("state", "code", "kind"), CONDITIONS)
def test_condition_is_told_before_a_byte_is_printed(
    printer: Running, state: str, code: FailureCode, kind: type[DeviceFailure]
) -> None:
    ours, before = driver(printer), receipts(printer)
    printer.do("set_state", state=state)
    for use in (ours.status, lambda: ours.print(SHORT)):
        with pytest.raises(kind) as caught:
            use()
        assert caught.value.code is code
    printer.do("set_state", state="ok")
    ours.status()
    assert receipts(printer) == before


@pytest.mark.parametrize(("state", "code", "kind"), CONDITIONS)
def test_condition_in_the_middle_of_a_job(
    printer: Running, state: str, code: FailureCode, kind: type[DeviceFailure]
) -> None:
    """What is left of the failed job is forgotten by the printer: the next try is the only whole one."""
    ours, before = driver(printer), len(receipts(printer))
    printer.do("set_state", state=state, after_lines=4)
    with pytest.raises(kind) as caught:
        ours.print(encode(RECEIPT, profile_named("generic-80")))
    assert caught.value.code is code
    printer.do("set_state", state="ok")
    if kind is DeviceTrouble:
        assert len(receipts(printer)) == before
        ours.print(SHORT)
        assert len(receipts(printer)) == before + 1


def test_nobody_there() -> None:
    with pytest.raises(DeviceUnreachable) as caught:
        network_printer("127.0.0.1:9", {}).open()
    assert caught.value.code is FailureCode.PRINTER_UNREACHABLE


def test_printer_that_hangs_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = network_printer(f"127.0.0.1:{listener.getsockname()[1]}", {"answer_timeout": 0.5})
        listener.listen()
        with pytest.raises(DeviceUnreachable) as caught:
            ours.open()
        assert caught.value.code is FailureCode.PRINTER_SILENT
    with pytest.raises(DeviceUnreachable) as caught:
        ours.open()
    assert caught.value.code is FailureCode.PRINTER_UNREACHABLE


def test_interrupted_driver_lets_go(printer: Running) -> None:
    ours = driver(printer)
    ours.interrupt()
    with pytest.raises(DeviceUnreachable):
        ours.status()
