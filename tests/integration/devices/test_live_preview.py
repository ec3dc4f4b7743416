"""What a document camera sees, live: over MJPEG on the wire, through the manager, with the plug pulled."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from devices.catalog import DeviceSpec
from devices.document_scanner.camera_driver import DocumentCamera
from devices.errors import DeviceUnreachable
from devices.events import Condition, DeviceStatus, PageFault, PageScanned, PreviewReady, ScanFinished
from devices.ports import LivePreview, ScanSettings
from devices.worker_thread import Newest
from domain.failures import FailureCode

ONE = ScanSettings("flatbed", duplex=False)


def _is(kind: type, **fields: object) -> Callable[[Any], bool]:
    return lambda event: type(event) is kind and all(getattr(event, name) == value for name, value in fields.items())


@pytest.fixture
def camera(plugged_in: Any, folder: Path) -> Any:
    simulated = plugged_in("document_scanner.simulator_camera")
    sheet = Image.new("RGB", (1600, 1200), (50, 58, 64))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((200, 150, 1400, 1050), (246, 246, 244))
    for line in range(24):
        draw.rectangle((280, 220 + 32 * line, 1300 - 20 * (line % 7), 232 + 32 * line), "black")
    sheet.save(folder / "sheet.png")
    sheet.point(lambda value: value // 4).save(folder / "dark.png")
    simulated.do("show", image=str(folder / "sheet.png"))
    return simulated


@pytest.fixture
def spec(camera: Any) -> DeviceSpec:
    options = {"warm_up": 20, "frame_timeout": 2.0, "least": 1000}
    return DeviceSpec("camera", "camera", f"http://{camera.address}/camera.mjpg", options)


def test_frames_come_small_judged_and_without_a_queue(station: Any, heard: Any, spec: DeviceSpec) -> None:
    manager = station(spec)
    assert manager.cameras() == ("camera",)
    manager.watch_preview("camera", True)
    heard.until(_is(PreviewReady, device_id="camera"))
    frame = manager.preview_frame("camera")
    assert (frame.width, frame.height) == (960, 720)
    with Image.open(io.BytesIO(frame.jpeg)) as picture:
        assert picture.size == (960, 720)
    assert frame.faults == ()
    heard.until(_is(PreviewReady))
    time_of_next = time.monotonic() + 0.5
    while time.monotonic() < time_of_next:
        assert not any(_is(PreviewReady)(event) for event in heard.rest())
    assert manager.preview_frame("camera") is not None


def test_what_is_wrong_is_said_while_it_is_seen(
    station: Any, heard: Any, camera: Any, spec: DeviceSpec, folder: Path
) -> None:
    manager = station(spec)
    manager.watch_preview("camera", True)
    camera.do("show", image=str(folder / "dark.png"))
    while PageFault.TOO_DARK not in _next_frame(manager, heard).faults:
        continue
    camera.do("show", image=str(folder / "sheet.png"))
    while _next_frame(manager, heard).faults:
        continue


def test_a_page_is_taken_while_the_preview_runs_and_needs_no_warm_up(
    station: Any, heard: Any, camera: Any, spec: DeviceSpec
) -> None:
    manager = station(spec)
    manager.watch_preview("camera", True)
    _next_frame(manager, heard)
    manager.scan("job", ONE, "camera")
    page = heard.until(_is(PageScanned)).page
    assert (page.width, page.height) == (1600, 1200)
    assert heard.until(_is(ScanFinished, job_id="job")).pages == 1
    _next_frame(manager, heard)


def test_plug_pulled_mid_preview_and_put_back(station: Any, heard: Any, camera: Any, spec: DeviceSpec) -> None:
    manager = station(spec)
    manager.watch_preview("camera", True)
    _next_frame(manager, heard)
    camera.do("set_fault", fault="unplug")
    gone = heard.until(_is(DeviceStatus, condition=Condition.UNREACHABLE))
    assert gone.failure is FailureCode.SCANNER_UNREACHABLE
    manager.preview_frame("camera")
    camera.do("set_fault", fault="none")
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    _next_frame(manager, heard)


def test_the_camera_goes_off_when_nobody_looks(station: Any, heard: Any, camera: Any, spec: DeviceSpec) -> None:
    manager = station(spec)
    manager.watch_preview("camera", True)
    _next_frame(manager, heard)
    manager.watch_preview("camera", False)
    until = time.monotonic() + 5
    while camera.do("state")["viewers"]:
        assert time.monotonic() < until


def test_a_stalled_camera_is_noticed_by_the_watchdog(camera: Any, spec: DeviceSpec) -> None:
    driver = DocumentCamera(spec.address, {**spec.options, "frame_timeout": 0.8})
    assert isinstance(driver, LivePreview)
    driver.open()
    driver.preview()
    camera.do("set_fault", fault="stall")
    with pytest.raises(DeviceUnreachable) as caught:
        _look_for_ever(driver)
    assert caught.value.code is FailureCode.SCANNER_SILENT
    camera.do("set_fault", fault="none")
    assert driver.preview().width == 960
    driver.end_preview()
    driver.close()


def test_a_slow_taker_is_told_once_and_gets_the_newest() -> None:
    room: Newest[int] = Newest()
    assert [room.put(1), room.put(2), room.put(3)] == [True, False, False]
    assert (room.take(), room.take()) == (3, None)
    assert room.put(4)


def _look_for_ever(driver: DocumentCamera) -> None:
    while True:
        driver.preview()


def _next_frame(manager: Any, heard: Any) -> Any:
    while (frame := manager.preview_frame("camera")) is None:
        heard.until(_is(PreviewReady))
    return frame
