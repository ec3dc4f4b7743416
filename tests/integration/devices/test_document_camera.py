"""The document camera over MJPEG on the wire; negotiation against a recorded camera, for there is none here."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from devices.document_scanner.camera_driver import DocumentCamera
from devices.document_scanner.camera_frames import MJPG, negotiate
from devices.errors import DeviceFailure, DeviceUnreachable, ReadFailed
from devices.ports import ScanSettings
from domain.failures import FailureCode

ONE = ScanSettings("flatbed", duplex=False)


@pytest.fixture
def camera(plugged_in: Any, folder: Path) -> Any:
    simulated = plugged_in("document_scanner.simulator_camera")
    page = Image.new("RGB", (1600, 1200), "white")
    for line in range(40):
        ImageDraw.Draw(page).rectangle((100, 40 + 28 * line, 1500 - 20 * (line % 7), 52 + 28 * line), "black")
    page.save(folder / "paper.png")
    simulated.do("show", image=str(folder / "paper.png"))
    return simulated


@pytest.fixture
def opened(camera: Any) -> Iterator[Callable[..., DocumentCamera]]:
    drivers: list[DocumentCamera] = []

    def start(**options: Any) -> DocumentCamera:
        drivers.append(DocumentCamera(f"http://{camera.address}/camera.mjpg", {"warm_up": 1, **options}))
        drivers[-1].open()
        return drivers[-1]

    yield start
    for driver in drivers:
        driver.close()


def test_one_page_a_scan_with_a_resolution(opened: Any) -> None:
    driver = opened()
    for _ in range(2):
        (page,) = driver.scan(ONE)
        assert (page.number, page.width, page.height, page.dpi) == (1, 1600, 1200, 137)
    assert opened(dpi=150).status().paper_loaded is None


def test_grey_is_one_channel(opened: Any) -> None:
    (page,) = opened(dpi=150).scan(ScanSettings("flatbed", duplex=False, colour="grey"))
    assert page.dpi == 150
    with Image.open(io.BytesIO(page.data)) as picture:
        assert picture.mode == "L"


def test_the_sharpest_of_shaky_frames_is_taken(opened: Any, camera: Any) -> None:
    camera.do("set_fault", fault="shaky")
    (page,) = opened(frames=8).scan(ONE)
    with Image.open(io.BytesIO(page.data)) as picture:
        edge = picture.convert("L").crop((200, 30, 201, 60)).tobytes()
    assert min(edge) < 30
    assert max(edge) > 225


def test_picture_that_is_too_small_is_refused(opened: Any) -> None:
    with pytest.raises(ReadFailed) as caught:
        list(opened(least=2000).scan(ONE))
    assert caught.value.code is FailureCode.SCANNER_REFUSED


@pytest.mark.parametrize(
    ("fault", "code"), [("stall", FailureCode.SCANNER_SILENT), ("unplug", FailureCode.SCANNER_UNREACHABLE)]
)
def test_stalled_or_unplugged_camera_is_noticed_and_comes_back(
    opened: Any, camera: Any, fault: str, code: FailureCode
) -> None:
    driver = opened(frame_timeout=0.8)
    camera.do("set_fault", fault=fault)
    with pytest.raises(DeviceUnreachable) as caught:
        list(driver.scan(ONE))
    assert caught.value.code is code
    camera.do("set_fault", fault="none")
    assert len(list(driver.scan(ONE))) == 1


def test_no_camera() -> None:
    driver = DocumentCamera("/dev/v4l/by-id/no-such-camera", {})
    with pytest.raises(DeviceFailure) as caught:
        driver.open()
    assert caught.value.code is FailureCode.SCANNER_UNREACHABLE
    with pytest.raises(DeviceUnreachable):
        driver.status()


class YuyvCamera:
    """Says yes to everything, keeps to 640 x 480 until it was told MJPG before the size."""

    def __init__(self) -> None:
        self.kept: dict[int, float] = {6: 0x56595559, 3: 640, 4: 480}

    def set(self, prop: int, value: float) -> bool:
        if prop == 6 or self.kept[6] == MJPG:
            self.kept[prop] = value
        return True

    def get(self, prop: int) -> float:
        return self.kept.get(prop, 0.0)

    def read(self) -> tuple[bool, Any]:
        return False, None


def test_mjpg_is_asked_for_before_the_size() -> None:
    agreed = negotiate(YuyvCamera(), 3264, 2448)
    assert (agreed.mjpg, agreed.width, agreed.height) == (True, 3264, 2448)
