"""The SANE driver over independent peers: SANE's own test backend, and sane-airscan on our eSCL simulator."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from devices.catalog import DeviceSpec
from devices.document_scanner.sane_driver import SaneScanner
from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.events import Condition, DeviceStatus, PageScanned, ScanFailed, ScanFinished
from devices.isolated_process import ChildDied
from devices.ports import ScanSettings
from domain.failures import FailureCode

pytest.importorskip("_sane", reason="python-sane is not installed (requirements-native.lock)")
pytestmark = pytest.mark.skipif(
    not list(Path("/usr/lib").glob("*/sane/libsane-test.so*")), reason="SANE's test backend is not installed"
)
SIMPLEX = ScanSettings(duplex=False, dpi=75)
SLOW = {"set-read_delay": True, "set-read_delay_duration": 20000}
"""About a third of a second a page at 75 dpi."""


@pytest.fixture
def opened() -> Iterator[Callable[..., SaneScanner]]:
    drivers: list[SaneScanner] = []

    def start(address: str = "test:0", **options: Any) -> SaneScanner:
        drivers.append(SaneScanner(address, options))
        drivers[-1].open()
        return drivers[-1]

    yield start
    for driver in drivers:
        driver.close()
    assert _children() == []


def _children() -> list[psutil.Process]:
    found = psutil.Process().children()
    return [child for child in found if "devices.document_scanner.sane_child" in child.cmdline()]


def test_ten_pages_of_the_feeder(opened: Any) -> None:
    driver = opened()
    for _ in range(2):
        pages = list(driver.scan(SIMPLEX))
        assert [page.number for page in pages] == list(range(1, 11))
        assert {(page.media_type, page.dpi) for page in pages} == {("image/jpeg", 75)}
    assert driver.status().paper_loaded is None


@pytest.mark.parametrize(
    ("colour", "kind"), [("colour", "image/jpeg"), ("grey", "image/jpeg"), ("bilevel", "image/png")]
)
def test_colours(opened: Any, colour: Any, kind: str) -> None:
    (page,) = opened().scan(ScanSettings("flatbed", duplex=False, colour=colour, dpi=75))
    assert page.media_type == kind


FAULTS = [
    ("JAMMED", FailureCode.SCANNER_JAM, DeviceTrouble),
    ("COVER_OPEN", FailureCode.SCANNER_COVER_OPEN, DeviceTrouble),
    ("NO_DOCS", FailureCode.SCANNER_FEEDER_EMPTY, DeviceTrouble),
    ("IO_ERROR", FailureCode.SCANNER_UNREACHABLE, DeviceUnreachable),
    ("DEVICE_BUSY", FailureCode.SCANNER_BUSY, ReadFailed),
    ("CANCELLED", FailureCode.SCANNER_CANCELLED, ReadFailed),
    ("EOF", FailureCode.SCANNER_PAGES_MISSING, ReadFailed),
    ("INVAL", FailureCode.SCANNER_REFUSED, ReadFailed),
]


@pytest.mark.parametrize(("fault", "code", "kind"), FAULTS)
def test_faults_of_the_scanner(opened: Any, fault: str, code: FailureCode, kind: type[DeviceFailure]) -> None:
    driver = opened(**{"set-read_return_value": f"SANE_STATUS_{fault}"})
    with pytest.raises(kind) as caught:
        list(driver.scan(SIMPLEX))
    assert caught.value.code is code


def test_what_the_scanner_cannot_do_is_refused(opened: Any) -> None:
    driver = opened()
    for settings in (ScanSettings(dpi=75), ScanSettings(duplex=False, dpi=4800)):
        with pytest.raises(ReadFailed) as caught:
            list(driver.scan(settings))
        assert caught.value.code is FailureCode.SCANNER_REFUSED
    assert len(list(driver.scan(SIMPLEX))) == 10


def test_closing_the_generator_cancels_and_the_device_stays_open(opened: Any) -> None:
    driver = opened(**SLOW)
    (child,) = _children()
    pages = driver.scan(SIMPLEX)
    assert next(pages).number == 1
    pages.close()
    assert _children() == [child]
    assert next(driver.scan(ScanSettings("flatbed", duplex=False, dpi=50))).number == 1


def test_cancel_does_not_wait_for_a_scanner_that_hangs(opened: Any) -> None:
    driver = opened(**SLOW)
    (child,) = _children()
    pages = driver.scan(SIMPLEX)
    next(pages)
    child.send_signal(signal.SIGSTOP)
    pages.close()
    assert _children() == []


def test_nothing_there() -> None:
    for address in ("test:9", "nosuchbackend:0"):
        driver = SaneScanner(address, {})
        with pytest.raises(DeviceFailure) as caught:
            driver.open()
        assert caught.value.code is FailureCode.SCANNER_REFUSED
    assert _children() == []


def test_interrupted_driver_lets_go(opened: Any) -> None:
    driver = opened(**SLOW)
    pages = driver.scan(SIMPLEX)
    next(pages)
    driver.interrupt()
    with pytest.raises(DeviceUnreachable):
        list(pages)
    with pytest.raises(DeviceUnreachable):
        driver.status()


def test_idle_child_that_died_is_a_crash(opened: Any) -> None:
    driver = opened()
    (child,) = _children()
    child.kill()
    with pytest.raises(ChildDied):
        driver.status()


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda event: type(event) is kind


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGKILL, FailureCode.DEVICE_CRASHED),
        (signal.SIGSEGV, FailureCode.DEVICE_CRASHED),
        (signal.SIGSTOP, FailureCode.SCANNER_SILENT),
    ],
)
def test_killed_crashed_or_hung_child_costs_one_scan(
    station: Any, heard: Any, number: signal.Signals, code: FailureCode
) -> None:
    manager = station(DeviceSpec("scanner", "sane", "test:0", {"page_timeout": 1.0, **SLOW}))
    heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.READY)
    manager.scan("first", SIMPLEX)
    heard.until(_is(PageScanned))
    (child,) = _children()
    os.kill(child.pid, number)
    failed = heard.until(_is(ScanFailed))
    assert failed.failure is code
    assert failed.pages == sum(type(event) is PageScanned for event in heard.all) >= 1
    manager.scan("second", ScanSettings("flatbed", duplex=False, dpi=75))
    assert heard.until(_is(ScanFinished)).job_id == "second"


@pytest.mark.skipif(
    not list(Path("/usr/lib").glob("*/sane/libsane-airscan.so*")), reason="sane-airscan is not installed"
)
def test_duplex_through_sane_airscan(opened: Any, plugged_in: Any, tmp_path: Path) -> None:
    scanner = plugged_in("document_scanner")
    (tmp_path / "dll.conf").write_text("airscan\n")
    (tmp_path / "airscan.conf").write_text(
        f'[devices]\n"Lab" = http://{scanner.address}/eSCL, eSCL\n[options]\ndiscovery = disable\n'
    )
    Image.new("RGB", (827, 1169), "white").save(tmp_path / "page.jpg", dpi=(100, 100))
    sheet = {"front": str(tmp_path / "page.jpg"), "back": None}
    scanner.do("load_sheets", sheets=[sheet] * 3)
    driver = opened("airscan:e0:Lab", config=str(tmp_path))
    pages = list(driver.scan(ScanSettings(dpi=100)))
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]
    assert scanner.do("state")["loaded"] == 0
    with pytest.raises(DeviceTrouble) as caught:
        list(driver.scan(ScanSettings(dpi=100)))
    assert caught.value.code is FailureCode.SCANNER_FEEDER_EMPTY
