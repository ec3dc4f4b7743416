"""A face against a portrait: the simulator library is built here from C, its child and a camera's stream are real."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from devices.catalog import DeviceSpec
from devices.errors import DeviceFailure, DeviceUnreachable
from devices.events import Condition, DeviceStatus, FaceCompared, FaceFailed
from devices.face_comparison.face_driver import FaceComparer
from devices.face_comparison.face_library import ComparerFault, NoComparer, Pixels, load
from devices.face_comparison.simulator import build
from domain.failures import FailureCode

BLUE, RED, BLACK = (20, 60, 200), (200, 40, 30), (0, 0, 0)
CYAN, MAGENTA, YELLOW = (0, 255, 255), (255, 0, 255), (255, 255, 0)
"""Red, green, blue; the last three are the simulator's faults: a wrong answer, a crash, a hang."""


def png(colour: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (102, 126), colour).save(out, "PNG")
    return out.getvalue()


def pixels(colour: tuple[int, int, int]) -> Pixels:
    return Pixels(4, 4, bytes(colour[::-1]) * 16)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    if shutil.which("cc") is None:
        pytest.skip("needs a C compiler")
    path = tmp_path_factory.mktemp("face") / "face.so"
    build(path)
    return str(path)


@pytest.fixture
def camera(tmp_path: Path) -> Callable[[tuple[int, int, int]], str]:
    """OpenCV takes a picture file for a camera of one frame."""

    def before(colour: tuple[int, int, int]) -> str:
        picture = tmp_path / "seen.png"
        Image.new("RGB", (64, 48), colour).save(picture)
        return str(picture)

    return before


def test_what_a_library_may_answer(library: str) -> None:
    compare = load(library)
    answers = [compare(pixels(BLUE), pixels(seen)) for seen in (BLUE, RED, BLACK)]
    assert answers == ["match", "no_match", "unsure"]
    with pytest.raises(ComparerFault, match="7"):
        compare(pixels(BLUE), pixels(CYAN))


def test_library_that_is_missing_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoComparer):
        load("libc.so.6")
    driver = FaceComparer("", {"library": str(tmp_path / "no.so")})
    with pytest.raises(DeviceUnreachable) as caught:
        driver.open()
    assert caught.value.code is FailureCode.FACE_LIBRARY_REFUSED


@pytest.mark.parametrize(
    ("colour", "code"),
    [
        (MAGENTA, FailureCode.FACE_COMPARER_FAILED),
        (YELLOW, FailureCode.FACE_COMPARER_FAILED),
        (BLACK, FailureCode.FACE_CAMERA_SILENT),
    ],
    ids=["crash", "hang", "camera that ends"],
)
def test_crash_hang_and_lost_camera_cost_one_comparison(
    library: str, camera: Any, colour: tuple[int, int, int], code: FailureCode
) -> None:
    driver = FaceComparer(camera(colour), {"library": library, "frame_timeout": 1.0})
    with pytest.raises(DeviceFailure) as caught:
        driver.compare(png(BLUE), lambda: True)
    assert caught.value.code is code
    camera(BLUE)
    assert driver.compare(png(BLUE), lambda: True) == "match"


def test_a_camera_is_on_only_while_somebody_is_compared(
    library: str, plugged_in: Any, station: Any, heard: Any, tmp_path: Path
) -> None:
    seen = plugged_in("document_scanner.simulator_camera")

    def show(colour: tuple[int, int, int]) -> None:
        Image.new("RGB", (160, 120), colour).save(tmp_path / "seen.png")
        seen.do("show", image=str(tmp_path / "seen.png"))

    show(BLACK)
    spec = DeviceSpec("face", "face", f"http://{seen.address}/camera.mjpg", {"library": library})
    manager = station(spec)
    heard.until(lambda event: isinstance(event, DeviceStatus) and event.condition is Condition.READY)
    assert seen.do("state")["frames"] == 0

    manager.compare_face("one", png(BLUE))
    heard.until(lambda event: isinstance(event, DeviceStatus) and event.condition is Condition.BUSY)
    show(RED)
    assert heard.until(lambda event: isinstance(event, FaceCompared)) == FaceCompared("face", "one", "no_match")

    show(BLACK)
    manager.compare_face("two", png(BLUE))
    manager.cancel_face()
    assert heard.until(lambda event: isinstance(event, FaceCompared)).outcome == "unsure"

    manager.compare_face("three", b"no picture")
    failed = heard.until(lambda event: isinstance(event, FaceFailed))
    assert (failed.job_id, failed.failure) == ("three", FailureCode.FACE_COMPARER_FAILED)
    assert "picture" not in repr(heard.all)
