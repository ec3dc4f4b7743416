"""The comparison of a face on the real screens: a library built here, a camera that is a picture file, a real child."""

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from kiosk_terminal import Terminal
from PIL import Image

from devices.catalog import DeviceSpec
from devices.events import CardRead
from devices.face_comparison.simulator import build
from tools.kiosk_samples import CARD

Start = Callable[..., Terminal]


def png(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (102, 126), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def face(tmp_path: Path) -> DeviceSpec:
    if shutil.which("cc") is None:
        pytest.skip("needs a C compiler")
    build(tmp_path / "face.so")
    return DeviceSpec("face", "face", str(tmp_path / "seen.png"), {"library": str(tmp_path / "face.so")})


def test_somebody_who_agrees_is_compared_and_somebody_who_does_not_goes_on(
    terminal: Start, face: DeviceSpec, tmp_path: Path
) -> None:
    screen = terminal(extra=(face,))
    screen.wait_for_device("face")
    card = replace(CARD, portrait=png("navy"))
    screen.click("home.begin")
    screen.click("identify.agree")
    screen._kiosk._on_device(CardRead("id_card_reader", card))
    screen.click("identify.continue")
    screen.see("face", "Asking")

    (tmp_path / "seen.png").write_bytes(png("red"))
    screen.click("face.agree")
    screen.see("face", "Unsettled", seconds=20)
    (tmp_path / "seen.png").write_bytes(png("navy"))
    screen.click("face.again")
    screen.see("search", seconds=20)
    assert screen._kiosk._map.state.visit.face == "match"
    assert not any(b"PNG" in file.read_bytes() for file in (tmp_path / "state").rglob("*") if file.is_file())
