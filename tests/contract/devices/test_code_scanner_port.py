"""What every code scanner keeps to, whatever line it is on: serial bytes, HID POS reports, a camera's frames.

No scanner here is real: the simulators speak the line (a pseudo terminal, MJPEG over HTTP). The keyboard has no driver:
``tests/unit/qt_edge/test_keyboard_scanner.py``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
import qrcode
from PIL import Image

from devices.catalog import DeviceSpec, drivers
from devices.errors import DeviceUnreachable, ReadFailed
from devices.ports import CodeScanner
from devices.qr_scanner.camera_driver import CameraCodeScanner
from devices.qr_scanner.hid_pos_driver import HidPosScanner
from devices.qr_scanner.serial_driver import QrSerialScanner
from domain.failures import FailureCode

LOOKS = 40


class Subject(Protocol):
    """A driver and the hands before its scanner."""

    driver: CodeScanner

    def present(self, code: bytes) -> None: ...

    def present_nothing(self) -> None: ...

    def unplug(self) -> None: ...

    def plug(self) -> None: ...

    def make(self, **options: Any) -> CodeScanner:
        """Another driver for the same scanner."""
        ...


class OnALine:
    def __init__(self, simulated: Any, make: Callable[..., CodeScanner], now: Any, **options: Any) -> None:
        self._simulated = simulated
        self._make = lambda **more: make(simulated.address, {**options, **more}, now)
        self.driver = self._make()

    def make(self, **options: Any) -> CodeScanner:
        return self._make(**options)

    def present(self, code: bytes) -> None:
        self._simulated.do("present_text", text=code.decode())

    def present_nothing(self) -> None:
        """A line is silent by itself."""

    def unplug(self) -> None:
        self._simulated.do("unplug")

    def plug(self) -> None:
        self._simulated.do("plug")


class BeforeACamera:
    def __init__(self, simulated: Any, folder: Path, now: Any) -> None:
        self._simulated = simulated
        self._picture = folder / "code.png"
        self._make = lambda **more: CameraCodeScanner(f"http://{simulated.address}/camera.mjpg", more, now)
        self.driver = self._make()

    def make(self, **options: Any) -> CodeScanner:
        return self._make(**options)

    def present(self, code: bytes) -> None:
        made = qrcode.QRCode(box_size=5, border=4)
        made.add_data(code, optimize=0)
        made.make()
        made.make_image().get_image().convert("RGB").save(self._picture)
        self._simulated.do("show", image=str(self._picture))

    def present_nothing(self) -> None:
        Image.new("RGB", (640, 480), "white").save(self._picture)
        self._simulated.do("show", image=str(self._picture))

    def unplug(self) -> None:
        self._simulated.do("set_fault", fault="unplug")

    def plug(self) -> None:
        self._simulated.do("set_fault", fault="none")


SUBJECTS: dict[str, Callable[..., Subject]] = {
    "qr-serial": lambda plugged_in, _folder, now: OnALine(
        plugged_in("qr_scanner", "--baud", "115200"), QrSerialScanner, now, baud=115200
    ),
    "qr-hid-pos": lambda plugged_in, _folder, now: OnALine(plugged_in("qr_scanner", "--hid-pos"), HidPosScanner, now),
    "qr-camera": lambda plugged_in, folder, now: BeforeACamera(
        plugged_in("document_scanner.simulator_camera"), folder, now
    ),
}


def test_every_driver_of_the_catalogue_is_held_to_it() -> None:
    of_the_kind = {name for name, kind in drivers().items() if kind == "qr_scanner"}
    assert of_the_kind == SUBJECTS.keys() | {"qr-keyboard"}


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest, plugged_in: Any, folder: Path, now: Any) -> Iterator[Subject]:
    subject = SUBJECTS[request.param](plugged_in, folder, now)
    subject.present_nothing()
    subject.driver.open()
    yield subject
    subject.driver.close()


def reads(driver: CodeScanner, count: int = LOOKS) -> str | None:
    return next((words for _ in range(count) if (words := driver.read()) is not None), None)


def test_codes_are_told_once_and_in_order_with_chinese(subject: Subject, now: Any) -> None:
    told = []
    for code in ("https://example.invalid/宁波", "OW1:case:TOKEN"):
        subject.present(code.encode())
        told.append(reads(subject.driver))
    assert told == ["https://example.invalid/宁波", "OW1:case:TOKEN"]
    subject.present_nothing()
    assert reads(subject.driver, 3) is None
    now.skip(3.0)
    subject.present(b"OW1:case:TOKEN")
    assert reads(subject.driver) == "OW1:case:TOKEN"


def test_code_held_there_is_told_once(subject: Subject) -> None:
    told = []
    for _ in range(3):
        subject.present(b"held")
        told.append(reads(subject.driver, 4))
    assert told == ["held", None, None]


def test_code_that_is_longer_than_allowed(subject: Subject) -> None:
    subject.driver.close()
    driver = subject.make(max_bytes=20)
    driver.open()
    subject.present(b"x" * 21)
    with pytest.raises(ReadFailed) as refused:
        reads(driver)
    assert refused.value.code is FailureCode.CODE_TOO_LONG
    subject.present(b"y" * 20)
    assert reads(driver) == "y" * 20
    driver.close()


def test_pulled_out_and_plugged_in(subject: Subject) -> None:
    subject.unplug()
    with pytest.raises(DeviceUnreachable) as refused:
        reads(subject.driver)
    assert refused.value.code is FailureCode.CODE_SCANNER_UNREACHABLE
    subject.driver.close()
    subject.driver.close()
    with pytest.raises(DeviceUnreachable):
        subject.driver.open()
    subject.driver.close()
    subject.plug()
    subject.driver.open()
    subject.present(b"back")
    assert reads(subject.driver) == "back"


def test_closed_driver_refuses_in_words(subject: Subject) -> None:
    with pytest.raises(DeviceUnreachable) as refused:
        subject.make().read()
    assert refused.value.code is FailureCode.CODE_SCANNER_UNREACHABLE


@pytest.fixture(params=["qr-serial", "qr-hid-pos"])
def line(request: pytest.FixtureRequest, plugged_in: Any, folder: Path, now: Any) -> Iterator[Any]:
    subject = SUBJECTS[request.param](plugged_in, folder, now)
    subject.driver.open()
    yield subject
    subject.driver.close()


@pytest.mark.parametrize("fault", ["slow_byte", "twice"])
def test_slow_or_repeating_line_is_overcome(line: Any, fault: str) -> None:
    line._simulated.do("set_fault", fault=fault, times=1)
    line.present(b"0123456789" * 20)
    assert reads(line.driver) == "0123456789" * 20
    assert reads(line.driver, 2) is None


def test_torn_code_never_joins_the_next(line: Any, now: Any) -> None:
    line._simulated.do("set_fault", fault="torn", times=1)
    line.present(b"0123456789" * 20)
    told = [line.driver.read(), line.driver.read()]
    now.skip(3.0)
    line.present(b"whole")
    told.append(reads(line.driver))
    assert told[-1] == "whole"
    assert all(words is None or len(words) <= 120 for words in told[:-1])


def test_noise_is_said_and_the_next_code_is_read(line: Any) -> None:
    line._simulated.do("set_fault", fault="noise", times=1)
    line.present(b"OW1:case:TOKEN")
    with pytest.raises(ReadFailed) as refused:
        reads(line.driver)
    assert refused.value.code is FailureCode.CODE_UNREADABLE
    line.present(b"again")
    assert reads(line.driver) == "again"


def test_unplugged_within_a_code(line: Any) -> None:
    line._simulated.do("set_fault", fault="unplug", times=1)
    line.present(b"0123456789" * 20)
    with pytest.raises(DeviceUnreachable):
        reads(line.driver)
    line.driver.close()
    line.plug()
    line.driver.open()
    line.present(b"whole")
    assert reads(line.driver) == "whole"


def test_one_owner(line: Any) -> None:
    with pytest.raises(DeviceUnreachable) as refused:
        line.make().open()
    assert refused.value.code is FailureCode.DEVICE_IN_USE
    line.present(b"still ours")
    assert reads(line.driver) == "still ours"


def test_camera_that_stalls(plugged_in: Any, folder: Path, now: Any) -> None:
    subject = BeforeACamera(plugged_in("document_scanner.simulator_camera"), folder, now)
    driver = subject.make(frame_timeout=0.5)
    driver.open()
    subject._simulated.do("set_fault", fault="stall")
    with pytest.raises(DeviceUnreachable, match="no frame"):
        reads(driver)
    driver.close()


def test_camera_that_is_not_there() -> None:
    driver = CameraCodeScanner("/dev/v4l/by-id/no-such-camera", {})
    with pytest.raises(DeviceUnreachable):
        driver.open()


def test_keyboard_codes_pass_through_the_manager_while_someone_listens(station: Any, heard: Any) -> None:
    from devices.events import CodeScanned, Condition, DeviceStatus

    manager = station(DeviceSpec("code", "qr-keyboard", ""))
    heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.READY)
    manager.present_code(CodeScanned("code", "nobody listens"))
    manager.listen_codes(True)
    manager.present_code(CodeScanned("code", "OW1:case:TOKEN"))
    assert heard.until(lambda event: type(event) is CodeScanned).text == "OW1:case:TOKEN"
