"""The live picture keeps its proportions, says whether it is good, and words stand where there is none."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from devices.events import PageFault, PreviewFrame, PreviewReady
from devices.worker_thread import Newest
from qt_edge.device_bridge import DeviceBridge
from qt_edge.preview_feed import PreviewFeed
from qt_edge.theme import COLOURS
from qt_edge.widgets import PreviewView


@pytest.fixture
def view(qtbot: QtBot) -> PreviewView:
    shown = PreviewView("preview")
    qtbot.addWidget(shown)
    shown.resize(800, 400)
    return shown


def _colours(view: PreviewView) -> Callable[[int, int], str]:
    picture = view.grab().toImage()
    return lambda x, y: picture.pixelColor(x, y).name().upper()


def test_picture_in_its_proportions_between_dark_borders(view: PreviewView) -> None:
    picture = QImage(400, 400, QImage.Format.Format_RGB32)
    picture.fill(QColor("#AABBCC"))
    view.show_frame(picture, good=True)
    colour = _colours(view)
    assert colour(400, 200) == "#AABBCC"
    assert colour(100, 200) == COLOURS["ink"]
    assert colour(230, 12) == COLOURS["success"]
    view.show_frame(picture, good=False)
    assert _colours(view)(230, 12) == COLOURS["warning"]


def test_words_where_there_is_no_picture(view: PreviewView) -> None:
    view.show_words("camera is away")
    assert not view.has_picture
    colour = _colours(view)
    assert len({colour(x, 200) for x in range(300, 500)}) > 2


class OneFrame:
    """The part of the manager a feed uses."""

    def __init__(self) -> None:
        self.frames: Newest[PreviewFrame] = Newest()
        self.asked: list[tuple[str, bool]] = []

    def watch_preview(self, device_id: str, on: bool) -> None:
        self.asked.append((device_id, on))

    def preview_frame(self, _device_id: str) -> PreviewFrame | None:
        return self.frames.take()


JPEG = (
    "ffd8ffe000104a46494600010100000100010000ffdb004300ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc0000b0800010001010111"
    "00ffc40014000100000000000000000000000000000003ffc40014100100000000000000000000000000000000ffda0008010100003f0047ffd9"
)


def test_frames_reach_the_screen_as_pictures(qtbot: QtBot) -> None:
    manager: Any = OneFrame()
    feed = PreviewFeed(manager)
    feed.watch("camera")
    manager.frames.put(PreviewFrame(bytes.fromhex(JPEG), 1, 1, (PageFault.BLURRED,)))
    with qtbot.waitSignal(feed.frame_arrived) as told:
        feed.fetch("camera")
    device, picture, faults = told.args
    assert (device, picture.width(), faults) == ("camera", 1, (PageFault.BLURRED,))
    with qtbot.assertNotEmitted(feed.frame_arrived):
        feed.fetch("camera")
    feed.leave("camera")
    assert manager.asked == [("camera", True), ("camera", False)]


def test_pictures_do_not_go_the_way_of_events(qtbot: QtBot) -> None:
    from domain.clock import SystemClock

    delivered: list[object] = []
    bridge = DeviceBridge([], SystemClock(), delivered.append)
    fetched: list[str] = []
    bridge.preview.fetch = fetched.append  # type: ignore[method-assign]
    bridge.start()
    bridge._marshal.post(PreviewReady("camera"))
    qtbot.waitUntil(lambda: fetched == ["camera"])
    bridge.stop()
    assert delivered == []
