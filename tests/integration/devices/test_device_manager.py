"""The manager with real drivers over real lines to simulators in processes of their own."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from devices.catalog import DeviceSpec
from devices.events import (
    CardRead,
    CardReadFailed,
    CodeScanFailed,
    CodeScanned,
    Condition,
    DeviceStatus,
    PageScanned,
    PrintFailed,
    ReceiptPrinted,
    ScanFailed,
    ScanFinished,
)
from devices.manager import DeviceManager
from devices.ports import ScanSettings
from domain.clock import SystemClock
from domain.documents.document import Document, Paragraph, Title
from domain.documents.printer_test import PRINTER_TEST
from domain.failures import Failure, FailureCode

RECEIPT = Document("receipt", (Title("收件凭证"), Paragraph("已保存，尚未送达")))


def _is(kind: type, **fields: object) -> Callable[[Any], bool]:
    return lambda event: type(event) is kind and all(getattr(event, name) == value for name, value in fields.items())


def _card_spec(reader: Any) -> DeviceSpec:
    return DeviceSpec("card", "sdt-serial", reader.address)


@pytest.fixture
def reader(plugged_in: Callable[..., Any]) -> Any:
    return plugged_in("id_card_reader", "--read-delay", "0")


@pytest.fixture
def code_scanner(plugged_in: Callable[..., Any]) -> Any:
    return plugged_in("qr_scanner")


@pytest.fixture
def scanner(plugged_in: Callable[..., Any]) -> Any:
    return plugged_in("document_scanner")


@pytest.fixture
def scanner_spec(scanner: Any) -> DeviceSpec:
    return DeviceSpec("scanner", "escl", f"http://{scanner.address}/eSCL")


@pytest.fixture
def sheet(folder: Path) -> dict[str, str | None]:
    page = Image.new("RGB", (827, 1169), "white")
    for line in range(30):
        ImageDraw.Draw(page).rectangle((80, 80 + 30 * line, 700, 92 + 30 * line), "black")
    page.save(folder / "page.jpg", dpi=(100, 100))
    return {"front": str(folder / "page.jpg"), "back": None}


def test_card_laid_down_is_told(station: Any, heard: Any, reader: Any, card: dict[str, str]) -> None:
    manager = station(_card_spec(reader))
    manager.watch_cards(True)
    reader.do("lay_card", card=card)
    event = heard.until(_is(CardRead), 3)
    assert event.card.number == card["number"]
    assert card["number"] not in repr(heard.all)
    assert manager.statuses()["card"].condition is Condition.READY


def test_card_laid_down_before_anyone_watches_waits(
    station: Any, heard: Any, reader: Any, card: dict[str, str]
) -> None:
    manager = station(_card_spec(reader))
    reader.do("lay_card", card=card)
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    assert reader.do("state")["reads"] == 0
    manager.watch_cards(True)
    heard.until(_is(CardRead), 3)


def test_card_that_cannot_be_read(station: Any, heard: Any, reader: Any, card: dict[str, str]) -> None:
    reader.do("set_fault", fault="read_failed")
    station(_card_spec(reader)).watch_cards(True)
    reader.do("lay_card", card=card)
    assert heard.until(_is(CardReadFailed)).failure is FailureCode.CARD_UNREADABLE


def test_reader_pulled_out_and_plugged_in(station: Any, heard: Any, reader: Any, card: dict[str, str]) -> None:
    station(_card_spec(reader)).watch_cards(True)
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    reader.pull_out()
    gone = heard.until(_is(DeviceStatus, condition=Condition.UNREACHABLE))
    assert gone.failure is FailureCode.CARD_READER_UNREACHABLE
    reader.plug_in()
    reader.do("lay_card", card=card)
    heard.until(_is(CardRead))


def test_reader_that_is_not_there_at_the_start(station: Any, heard: Any, folder: Path) -> None:
    station(DeviceSpec("card", "sdt-serial", str(folder / "nothing")))
    assert heard.until(_is(DeviceStatus, condition=Condition.UNREACHABLE)).failure is not None


def test_reader_whose_module_is_broken(station: Any, heard: Any, reader: Any) -> None:
    reader.do("set_fault", fault="sam_fault")
    station(_card_spec(reader))
    status = heard.until(_is(DeviceStatus, condition=Condition.NEEDS_PERSON))
    assert status.failure is FailureCode.CARD_READER_FAULT


def test_codes_are_told_only_while_someone_listens(station: Any, heard: Any, code_scanner: Any) -> None:
    manager = station(DeviceSpec("code", "qr-serial", code_scanner.address))
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    code_scanner.do("present_text", text="nobody listens")
    manager.refresh()
    heard.until(_is(DeviceStatus))
    manager.listen_codes(True)
    manager.refresh()
    heard.until(_is(DeviceStatus))
    code_scanner.do("present_text", text="OW1:case:TOKEN")
    assert heard.until(_is(CodeScanned)).text == "OW1:case:TOKEN"
    code_scanner.do("set_fault", fault="noise")
    code_scanner.do("present_text", text="OW1:case:OTHER")
    assert heard.until(_is(CodeScanFailed)).failure is FailureCode.CODE_UNREADABLE


def test_sheets_in_the_feeder_are_scanned_and_blank_backs_marked(
    station: Any, heard: Any, scanner: Any, scanner_spec: DeviceSpec, sheet: dict[str, str | None]
) -> None:
    manager = station(scanner_spec)
    heard.until(_is(DeviceStatus, condition=Condition.READY, paper_loaded=False))
    scanner.do("load_sheets", sheets=[sheet, sheet])
    heard.until(_is(DeviceStatus, condition=Condition.READY, paper_loaded=True))
    manager.scan("job-1", ScanSettings(dpi=100))
    assert heard.until(_is(ScanFinished, job_id="job-1")).pages == 4
    pages = [event.page for event in heard.all if isinstance(event, PageScanned)]
    assert [(page.number, page.blank) for page in pages] == [(1, False), (2, True), (3, False), (4, True)]
    heard.until(_is(DeviceStatus, condition=Condition.READY, paper_loaded=False))


def test_scan_of_an_empty_feeder_fails_and_the_device_is_well_again(
    station: Any, heard: Any, scanner_spec: DeviceSpec
) -> None:
    station(scanner_spec).scan("job-1", ScanSettings())
    assert heard.until(_is(ScanFailed, job_id="job-1")).failure is FailureCode.SCANNER_FEEDER_EMPTY
    heard.until(_is(DeviceStatus, condition=Condition.READY))


def test_cancel_in_the_middle_of_a_scan(
    station: Any, heard: Any, scanner: Any, scanner_spec: DeviceSpec, sheet: dict[str, str | None]
) -> None:
    scanner.do("set_pace", pages_per_minute=240)
    scanner.do("load_sheets", sheets=[sheet] * 10)
    manager = station(scanner_spec)
    manager.scan("job-1", ScanSettings(dpi=100))
    heard.until(_is(PageScanned))
    manager.cancel_scan()
    ended = heard.until(_is(ScanFailed, job_id="job-1"))
    assert ended.failure is FailureCode.SCAN_STOPPED
    assert 1 <= ended.pages < 20


def test_stop_in_the_middle_of_a_scan_is_quick_and_quiet(
    heard: Any, scanner: Any, scanner_spec: DeviceSpec, sheet: dict[str, str | None]
) -> None:
    scanner.do("set_pace", pages_per_minute=40)
    scanner.do("load_sheets", sheets=[sheet] * 10)
    manager = DeviceManager([scanner_spec], heard, SystemClock())
    manager.start()
    manager.scan("job-1", ScanSettings(dpi=100))
    heard.until(_is(PageScanned))
    began = time.monotonic()
    manager.stop()
    assert time.monotonic() - began < 1.5
    heard.rest()
    for thread in threading.enumerate():
        if thread.name == "device-scanner":
            thread.join(10)
    assert heard.rest() == []


def test_stop_while_a_silent_reader_is_waited_for(heard: Any, reader: Any) -> None:
    manager = DeviceManager([_card_spec(reader)], heard, SystemClock())
    manager.start()
    manager.watch_cards(True)
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    reader.do("set_fault", fault="silent")
    began = time.monotonic()
    manager.stop()
    assert time.monotonic() - began < 1.0
    assert "device-card" not in [thread.name for thread in threading.enumerate()]
    assert manager.statuses()["card"].condition is Condition.CLOSED


def test_receipt_is_printed(station: Any, heard: Any, plugged_in: Callable[..., Any], folder: Path) -> None:
    printer = plugged_in("receipt_printer", "--out", str(folder / "receipts"))
    manager = station(DeviceSpec("receipt", "escpos-network", printer.address))
    manager.print("job-1", RECEIPT)
    heard.until(_is(ReceiptPrinted, job_id="job-1"))
    assert len(printer.do("state")["receipts"]) == 1
    printer.do("set_fault", fault="paper_out")
    heard.until(_is(DeviceStatus, condition=Condition.NEEDS_PERSON, failure=FailureCode.PRINTER_PAPER_OUT))
    manager.print("job-2", RECEIPT)
    assert heard.until(_is(PrintFailed, job_id="job-2")).failure is FailureCode.PRINTER_PAPER_OUT
    printer.do("set_fault", fault="none")
    heard.until(_is(DeviceStatus, condition=Condition.READY))


def test_jobs_without_a_device(station: Any, heard: Any) -> None:
    manager = station()
    manager.scan("job-1", ScanSettings())
    manager.print("job-2", RECEIPT)
    manager.watch_cards(True)
    manager.listen_codes(True)
    manager.refresh()
    assert heard.rest() == [
        ScanFailed("", "job-1", FailureCode.DEVICE_NOT_CONFIGURED, 0),
        PrintFailed("", "job-2", FailureCode.DEVICE_NOT_CONFIGURED),
    ]


def test_refresh_tells_every_device(station: Any, heard: Any, reader: Any, code_scanner: Any) -> None:
    manager = station(_card_spec(reader), DeviceSpec("code", "qr-serial", code_scanner.address))
    for name in ("card", "code"):
        heard.until(lambda event, name=name: event.device_id == name and event.condition is Condition.READY)
    manager.refresh()
    told = {heard.until(_is(DeviceStatus)).device_id for _ in range(2)}
    assert told == {"card", "code"} == set(manager.statuses())


def test_unknown_driver_is_refused_at_once(heard: Any) -> None:
    with pytest.raises(Failure) as refused:
        DeviceManager([DeviceSpec("card", "telepathy", "")], heard, SystemClock())
    assert refused.value.code is FailureCode.DEVICE_UNKNOWN_DRIVER


@pytest.mark.parametrize("wrong", [{"baud": "fast"}, {"boud": 115200}])
def test_wrong_option_is_told(station: Any, heard: Any, reader: Any, wrong: Any) -> None:
    station(DeviceSpec("card", "sdt-serial", reader.address, wrong))
    status = heard.until(_is(DeviceStatus, condition=Condition.UNREACHABLE))
    assert status.failure is FailureCode.DEVICE_OPTION_WRONG


def test_second_owner_of_a_line_is_refused_in_words(station: Any, heard: Any, reader: Any) -> None:
    station(_card_spec(reader))
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    manager = station(DeviceSpec("second", "sdt-serial", reader.address))
    refused = heard.until(_is(DeviceStatus, device_id="second", condition=Condition.UNREACHABLE))
    assert refused.failure is FailureCode.DEVICE_IN_USE
    assert manager.health()["second"].last_failure is FailureCode.DEVICE_IN_USE


def test_name_given_twice_is_refused(heard: Any) -> None:
    with pytest.raises(Failure) as refused:
        DeviceManager([DeviceSpec("a", "folder", "/x"), DeviceSpec("a", "folder", "/y")], heard, SystemClock())
    assert refused.value.code is FailureCode.DEVICE_NAMED_TWICE


def test_one_camera_for_two_drivers_is_refused(heard: Any, tmp_path: Path) -> None:
    (link := tmp_path / "by-id").symlink_to("/dev/video7")
    for one, other in ((str(link), "/dev/video7"), ("http://h/camera.mjpg", "http://h/camera.mjpg")):
        with pytest.raises(Failure) as refused:
            DeviceManager([DeviceSpec("a", "camera", one), DeviceSpec("b", "qr-camera", other)], heard, SystemClock())
        assert refused.value.code is FailureCode.DEVICE_CAMERA_TWICE


def test_receipts_of_an_unknown_profile_fail_in_words(station: Any, heard: Any) -> None:
    manager = station(DeviceSpec("p", "escpos-network", "127.0.0.1:9", {"profile": "generic-81"}))
    manager.print("job", PRINTER_TEST)
    assert heard.until(_is(PrintFailed)).failure is FailureCode.DEVICE_OPTION_WRONG


def test_commands_return_at_once_while_a_device_hangs(station: Any, heard: Any, reader: Any) -> None:
    manager = station(_card_spec(reader))
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    reader.do("set_fault", fault="silent")
    began = time.monotonic()
    for on in (True, False) * 50:
        manager.watch_cards(on)
        manager.refresh()
        manager.health()
    assert time.monotonic() - began < 0.2
