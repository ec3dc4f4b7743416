"""A document camera and a stick at the terminal: real simulator, real folder, real queue."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kiosk_terminal import Desk, Terminal
from PIL import Image, ImageDraw, ImageFilter
from test_kiosk_visit_path import fill_form, to_guide

from devices.catalog import DeviceSpec
from devices.simulator_control import ask

Start = Callable[..., Terminal]
CAMERA = {"least": 800, "warm_up": 0, "frames": 1, "width": 1600, "height": 1200}


def sheet(path: Path, *, blur: float = 0) -> Path:
    """A page of lines in the middle of a dark table, all four edges in sight."""
    table = Image.new("RGB", (1600, 1200), (60, 60, 60))
    draw = ImageDraw.Draw(table)
    draw.rectangle((420, 60, 1180, 1140), fill="white")
    for line in range(28):
        for word in range(11):
            left = 480 + word * 58
            draw.rectangle((left, 130 + line * 34, left + 40, 146 + line * 34), fill="black")
    table = table.filter(ImageFilter.GaussianBlur(blur)) if blur else table
    table.save(path)
    return path


@pytest.fixture(scope="module")
def camera(desk: Desk) -> Iterator[Callable[[Path], DeviceSpec]]:
    """Lays a picture under the simulated camera."""
    control = desk.folder / "camera.control"
    command = [sys.executable, "-m", "devices.document_scanner.simulator_camera", "--port", "0"]
    process = subprocess.Popen([*command, "--control", str(control)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as said:
        port = said.readline().split()[1]

    def lay(picture: Path) -> DeviceSpec:
        ask(control, "show", image=str(picture))
        return DeviceSpec("camera", "camera", f"http://127.0.0.1:{port}/camera.mjpg", CAMERA)

    yield lay
    process.terminate()
    process.wait(10)


def to_ways(screen: Terminal, desk: Desk) -> None:
    to_guide(screen, desk)
    screen.click("guide.continue")
    fill_form(screen)
    screen.click("materials.scan.m1")


def test_a_blurred_picture_is_said_before_it_is_kept_and_a_sharp_one_is_kept(
    terminal: Start, desk: Desk, camera: Callable[[Path], DeviceSpec], tmp_path: Path, station: Path
) -> None:
    screen = terminal(extra=(camera(sheet(tmp_path / "blurred.png", blur=7)),))
    to_ways(screen, desk)
    screen.click("materials.way.camera")
    screen.until(lambda: "模糊" in screen.says("materials.camera_words"), seconds=30, what="the fault")
    screen.click("materials.shoot")
    screen.see("materials", "Doubtful", seconds=30)
    assert not list(station.rglob("*.age")), "nothing is kept yet"
    camera(sheet(tmp_path / "sharp.png"))
    screen.click("materials.retake")
    screen.until(lambda: "可以拍摄" in screen.says("materials.camera_words"), seconds=30, what="a good picture")
    screen.click("materials.shoot")
    screen.until(lambda: "已安全保存 1 页" in screen.words(), 30, "the page")
    assert len(list(station.rglob("*.age"))) == 1
    screen.click("materials.ways")
    screen.click("materials.finish")
    screen.see("materials", "Checklist")
    assert "1 页" in screen.words()


def test_of_a_stick_the_chosen_pages_come(terminal: Start, desk: Desk, tmp_path: Path, station: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for number in range(3):
        sheet(stick / f"page {number}.jpg")
    screen = terminal(extra=(DeviceSpec("stick", "folder", str(stick), {"settle": 0.0}),))
    to_ways(screen, desk)
    screen.click("materials.way.stick")
    screen.see("materials", "Picking", seconds=30)
    screen.click("materials.pick.1")
    screen.click("materials.pick.3")
    screen.click("materials.take")
    screen.see("materials", "Choosing", seconds=20)
    assert "已安全保存 2 页" in screen.words()
    assert len(list(station.rglob("*.age"))) == 2
    assert len(list(stick.iterdir())) == 3, "the citizen's stick is left as it was"
