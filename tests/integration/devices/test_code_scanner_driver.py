"""The code scanner's driver over a serial line to the simulator in a process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import qrcode

from devices.errors import DeviceUnreachable, ReadFailed
from devices.qr_scanner.code_rules import REPEAT_SECONDS
from devices.qr_scanner.serial_driver import QrSerialScanner
from domain.failures import FailureCode


@pytest.fixture
def scanner(plugged_in: Callable[..., Any]) -> Any:
    return plugged_in("qr_scanner", "--baud", "115200")


@pytest.fixture
def driver(scanner: Any) -> Iterator[QrSerialScanner]:
    driver = QrSerialScanner(scanner.address, {"baud": 115200})
    driver.open()
    yield driver
    driver.close()


def test_text_with_chinese(driver: QrSerialScanner, scanner: Any) -> None:
    scanner.do("present_text", text="https://example.invalid/宁波")
    assert driver.read() == "https://example.invalid/宁波"
    assert driver.read() is None


def test_picture(driver: QrSerialScanner, scanner: Any, folder: Path) -> None:
    picture = folder / "code.png"
    qrcode.make("OW1:case:TOKEN").save(str(picture))
    scanner.do("present_image", path=str(picture))
    assert driver.read() == "OW1:case:TOKEN"


def test_picture_without_a_code_is_refused_by_the_simulator(scanner: Any, folder: Path) -> None:
    (folder / "none.png").write_bytes(b"none")
    with pytest.raises(RuntimeError):
        scanner.do("present_image", path=str(folder / "none.png"))


def test_same_code_at_once_is_told_once(scanner: Any) -> None:
    moments = [0.0]
    driver = QrSerialScanner(scanner.address, {}, lambda: moments[0])
    driver.open()
    scanner.do("present_text", text="a")
    scanner.do("present_text", text="a")
    scanner.do("present_text", text="b")
    assert [driver.read(), driver.read()] == ["a", "b"]
    moments[0] += REPEAT_SECONDS
    scanner.do("present_text", text="b")
    assert driver.read() == "b"
    driver.close()


def test_noise(driver: QrSerialScanner, scanner: Any) -> None:
    scanner.do("set_fault", fault="noise")
    scanner.do("present_text", text="OW1:case:TOKEN")
    with pytest.raises(ReadFailed) as refused:
        driver.read()
    assert refused.value.code is FailureCode.CODE_UNREADABLE
    scanner.do("set_fault", fault="none")
    scanner.do("present_text", text="again")
    assert driver.read() == "again"


def test_too_long(driver: QrSerialScanner, scanner: Any) -> None:
    scanner.do("present_text", text="x" * 4000)
    assert driver.read() == "x" * 4000
    scanner.do("present_text", text="x" * 4097)
    with pytest.raises(ReadFailed) as refused:
        driver.read()
    assert refused.value.code is FailureCode.CODE_TOO_LONG


def test_pulled_out_and_plugged_in(driver: QrSerialScanner, scanner: Any) -> None:
    scanner.do("unplug")
    with pytest.raises(DeviceUnreachable) as refused:
        driver.read()
    assert refused.value.code is FailureCode.CODE_SCANNER_UNREACHABLE
    driver.close()
    with pytest.raises(DeviceUnreachable):
        driver.open()
    scanner.do("plug")
    driver.open()
    scanner.do("present_text", text="back")
    assert driver.read() == "back"


def test_symbology_identifier_can_be_kept(scanner: Any) -> None:
    driver = QrSerialScanner(scanner.address, {"strip_aim_id": False})
    driver.open()
    scanner.do("present_text", text="]Q1code")
    assert driver.read() == "]Q1code"
    driver.close()
