"""receiptio, a printing client we did not write: it reads our simulated printer as we do, and says what we say."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from benchmarks import receiptio_peer
from devices.receipt_printer.escpos_encoder import encode
from devices.receipt_printer.profile import profile_named
from devices.receipt_printer.simulator_commands import Command, CommandReader, Item, Words
from domain.documents.document import Barcode, Document, Pair, Paragraph, QrCode, Rule, Table, Title
from tests.integration.devices.conftest import Simulated
from tests.npm.javascript import needs_peers

pytestmark = needs_peers
SPEED_OF_THE_MUTE = 10
RECEIPT = Document(
    "receipt",
    (
        Title("收件凭证"),
        Pair("事项名称", "医疗费用手工（零星）报销￥1,280.50"),
        Pair("申请人", "张*"),
        Rule(),
        Table((("材料名称", 70), ("页数", 30)), (("收费票据", "3"), ("费用明细清单", "2"))),
        QrCode("OW1:MFRGGZDFMZTWQ2LK", "扫码查询进度"),
        Barcode("330281-20250618-0427"),
        Paragraph("咨询电话：0574-12345"),
    ),
)
TOLD = {
    "none": ("online", "success"),
    "near_end": ("online", "success"),
    "paper_out": ("paperempty", "paperempty"),
    "cover_open": ("coveropen", "coveropen"),
    "cutter_error": ("error", "error"),
    "mute": ("offline", "offline"),
}


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ow") as name:
        yield Path(name)


@pytest.fixture
def printer(folder: Path) -> Iterator[Simulated]:
    simulated = Simulated("receipt_printer", folder, "--out", f"{folder}/receipts")
    yield simulated
    simulated.pull_out()


def test_its_words_for_every_state_of_our_printer(printer: Simulated) -> None:
    port = int(printer.address.rpartition(":")[2])
    told, receipts = {}, []
    for fault in TOLD:
        printer.do("set_fault", fault=fault)
        speed = SPEED_OF_THE_MUTE if fault == "mute" else 1
        told[fault] = (receiptio_peer.asked(port, speed), receiptio_peer.printed(RECEIPT, port, speed))
        receipts.append(len(printer.do("state")["receipts"]))
    assert told == TOLD
    assert receipts == [1, 2, 2, 2, 2, 2]


def test_its_receipt_on_our_paper(printer: Simulated) -> None:
    """Our simulator obeys commands of a program that knows real printers, pictures by ``GS 8 L`` among them."""
    assert receiptio_peer.printed(RECEIPT, int(printer.address.rpartition(":")[2]), 1) == "success"
    (file,) = printer.do("state")["receipts"]
    if kept := os.environ.get("ONEWINDOW_PICTURES"):
        Path(kept, "receiptio.png").write_bytes(Path(file).read_bytes())
    with Image.open(file) as paper:
        assert {code.text for code in zxingcpp.read_barcodes(paper)} == {"OW1:MFRGGZDFMZTWQ2LK", "330281-20250618-0427"}


def test_same_words_in_the_same_bytes() -> None:
    """Every line of words stands in receiptio's job as in ours, byte by byte; ours is the shorter one."""
    ours, theirs = encode(RECEIPT, profile_named("generic-80")), receiptio_peer.bytes_of(RECEIPT)
    assert ours[:2] == theirs[:2] == b"\x1b@"
    assert theirs.endswith(b"\x1dr1"), "the question for the end of the job"
    assert _words(ours) == _words(theirs)
    for job in (ours, theirs):
        assert b"\x1c&" in job
        assert [item.data for item in CommandReader().feed(job) if _is(item, b"\x1dV")] == [b"B\x00"]
    assert len(ours) < len(theirs)


def _words(job: bytes) -> bytes:
    """Without the spaces, which receiptio replaces by positions, and without the line across."""
    said = b"".join(item.data for item in CommandReader().feed(job) if isinstance(item, Words))
    return said.replace(b" ", b"").replace("─".encode("gb18030"), b"").replace(b"\x95", b"")


def _is(item: Item, name: bytes) -> bool:
    return isinstance(item, Command) and item.name == name
