"""The network driver against the simulated printer: what comes out. Conditions are in the contract of the port."""

import socket

import pytest
import zxingcpp
from devices_b_process import Running
from devices_b_receipt import BARCODE_PAYLOAD, QR_PAYLOAD, RECEIPT
from PIL import Image

from devices.errors import DeviceUnreachable
from devices.receipt_printer.answering_printer import AnsweringPrinter
from devices.receipt_printer.escpos_encoder import encode
from devices.receipt_printer.network_driver import network_printer
from devices.receipt_printer.profile import profile_named
from domain.documents.document import Document, Pair
from domain.failures import FailureCode


def driver(printer: Running) -> AnsweringPrinter:
    made = network_printer(f"127.0.0.1:{printer.port}", {"answer_timeout": 10.0, "poll": 0.1})
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
