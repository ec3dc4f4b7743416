"""What is used up: counted when the device confirms it, kept over visits, counted anew after a change."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devices.events import PagesPrinted, PrintFailed, ReceiptPrinted, ScanFailed, ScanFinished
from domain.documents.document import Document, Paragraph, QrCode, Title
from domain.failures import FailureCode
from kiosk.composition.metered_devices import MeteredDevices
from kiosk.composition.stock import stock_of, stock_points
from kiosk.supplies import USUAL, Kind, Used, limits
from kiosk.upkeep.counter_book import CounterBook
from kiosk.upkeep.receipt_length import receipt_millimetres
from offline_queue.station import Station
from tools.maintenance_samples import SETTINGS, WITHOUT_LINE

AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
SHEETS = b"%PDF-1.4\n1 0 obj <</Type /Pages /Count 3 /Kids []>> endobj"


class Silent:
    """Devices that take everything."""

    def __getattr__(self, _name: str) -> Any:
        return lambda *_arguments, **_named: None


@pytest.fixture
def told() -> list[tuple[Kind, int]]:
    return []


@pytest.fixture
def metered(told: list[tuple[Kind, int]]) -> MeteredDevices:
    return MeteredDevices(Silent(), "feeder", lambda kind, amount: told.append((kind, amount)))


def test_counted_is_what_the_device_confirmed_once(metered: MeteredDevices, told: list[tuple[Kind, int]]) -> None:
    slip = Document("receipt", (Title("凭条"), QrCode("x", "扫码")))
    metered.print("r1", slip)
    metered.print("r2", slip)
    metered.print_pages("p1", SHEETS)
    assert told == []
    metered.on_device(PrintFailed("receipt", "r2", FailureCode.PRINTER_PAPER_OUT))
    for _ in range(2):
        metered.on_device(ReceiptPrinted("receipt", "r1"))
        metered.on_device(PagesPrinted("a4", "p1"))
    metered.on_device(ReceiptPrinted("receipt", "r2"))
    assert told == [("receipt_paper", receipt_millimetres(slip)), ("a4_sheets", 3)]


def test_only_the_feeder_has_rollers(metered: MeteredDevices, told: list[tuple[Kind, int]]) -> None:
    metered.on_device(ScanFinished("feeder", "s1", 12))
    metered.on_device(ScanFailed("feeder", "s2", FailureCode.SCANNER_JAM, 5))
    metered.on_device(ScanFailed("feeder", "s3", FailureCode.SCANNER_JAM, 0))
    metered.on_device(ScanFinished("camera", "s4", 7))
    assert told == [("scanner_rollers", 12), ("scanner_rollers", 5)]


def test_the_book_outlives_its_writer_and_begins_anew_after_a_change(tmp_path: Path) -> None:
    for _ in range(2):
        CounterBook(Station(tmp_path)).add("a4_sheets", 3)
    book = CounterBook(Station(tmp_path))
    assert book.read()["a4_sheets"] == Used("a4_sheets", 6, 2)
    book.changed("a4_sheets", AT)
    book.add("receipt_paper", 180)
    assert book.read()["a4_sheets"] == Used("a4_sheets", 0, 0, AT.isoformat())
    assert book.read()["receipt_paper"] == Used("receipt_paper", 180, 1)
    (tmp_path / "maintenance" / "consumables.json").write_text('[{"kind": "a4_sheets"}]')
    assert book.read()["a4_sheets"] == Used("a4_sheets")


def test_a_receipt_grows_with_what_it_says() -> None:
    short = receipt_millimetres(Document("receipt", (Paragraph("一行"),)))
    assert receipt_millimetres(Document("receipt", (Paragraph("字" * 24 * 10),))) - short == pytest.approx(38, abs=1)


@pytest.mark.parametrize(("used", "enough"), [(0, True), (224, True), (225, False), (900, False)])
def test_told_from_a_tenth_left_on(used: int, enough: bool) -> None:
    assert USUAL.enough("a4_sheets", used) is enough


def test_the_self_test_says_why_there_is_no_line() -> None:
    (line,) = (point for point in WITHOUT_LINE if point.subject.key == "maintenance.line_because")
    assert (line.subject.values["code"], line.words.key, line.fine) == ("E104", "failure.device_revoked", False)


def test_the_self_test_says_what_can_be_done_when_there_is_no_room_left() -> None:
    (room,) = (point for point in WITHOUT_LINE if point.subject.key == "maintenance.disk")
    assert (room.words.key, room.words.values["mb"], room.fine) == ("maintenance_room.used_up", 80, False)


def test_the_self_test_says_what_runs_out_of_the_devices_there_are() -> None:
    used = {kind: Used(kind, amount) for kind, amount in
            (("receipt_paper", 49_000), ("a4_sheets", 10), ("scanner_rollers", 10))}  # fmt: skip
    points = stock_points(stock_of(used, SETTINGS))
    assert [(point.subject.key, point.fine) for point in points] == [
        ("maintenance_stock.receipt_paper", False), ("maintenance_stock.a4_sheets", True),
        ("maintenance_stock.scanner_rollers", True),
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [{"a4_tray": 0}, {"warn_percent": 100}, {"receipt_roll_m": -1}])
def test_settings_that_cannot_be(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="consumables"):
        limits(**wrong)
