"""A signature is what a hand wrote: smooth, cropped, small; a dot is none."""

from math import sin

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.contract.signature import SIGNATURE_BYTES
from qt_edge.ink_strokes import InkPoint, Strokes
from qt_edge.signature_pad import SignaturePad

_LEFT = Qt.MouseButton.LeftButton
_WAVE = [QPoint(60 + step * 6, 150 + round(60 * sin(step / 4))) for step in range(80)]


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    shown = SignaturePad("请在此签名", "pad")
    qtbot.addWidget(shown)
    shown.resize(640, 300)
    shown.show()
    return shown


def _write(pad: SignaturePad, points: list[QPoint]) -> None:
    QTest.mousePress(pad, _LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, _LEFT, pos=points[-1])


def _picture(pad: SignaturePad) -> QImage:
    png = pad.picture()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) <= SIGNATURE_BYTES
    return QImage.fromData(png)


def test_a_hand_signs_takes_back_and_begins_again(pad: SignaturePad, qtbot: QtBot) -> None:
    heard: list[bool] = []
    pad.changed.connect(lambda: heard.append(pad.is_signed))
    assert pad.picture() == b""
    QTest.mouseClick(pad, _LEFT, pos=QPoint(300, 150))
    _write(pad, _WAVE)
    pad.undo()
    _write(pad, _WAVE)
    pad.clear()
    assert heard == [False, True, False, True, False]
    assert pad.picture() == b""


def test_the_picture_is_black_on_white_and_cropped_to_the_ink(pad: SignaturePad) -> None:
    _write(pad, _WAVE)
    picture = _picture(pad)
    grey = {picture.pixelColor(x, y).red() for x in range(picture.width()) for y in range(picture.height())}
    assert {0, 255} <= grey
    assert picture.width() > 2 * picture.height(), "cropped to the wave, which is wide and low"
    edge = [picture.pixelColor(x, y).red() for x in range(picture.width()) for y in (0, picture.height() - 1)]
    assert set(edge) == {255}, "white all around"


def test_a_page_full_of_scribble_stays_within_its_bytes(pad: SignaturePad) -> None:
    pad.resize(1800, 900)
    _write(pad, [QPoint(step * 7919 % 1800, step * 6007 % 900) for step in range(900)])
    _picture(pad)


def test_the_ink_stays_inside_when_the_hand_leaves(pad: SignaturePad) -> None:
    _write(pad, [QPoint(10, 100), QPoint(300, 200), QPoint(5000, 200)])
    picture = _picture(pad)
    assert picture.width() / picture.height() < 4.5


def test_two_fingers_one_draws(pad: SignaturePad, qtbot: QtBot) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(0, _WAVE[0], pad).press(1, QPoint(600, 290), pad).commit()
    for point in _WAVE[1:]:
        QTest.touchEvent(pad, screen).move(0, point, pad).move(1, QPoint(20, 290), pad).commit()
    QTest.touchEvent(pad, screen).release(0, _WAVE[-1], pad).stationary(1).commit()
    assert pad.is_signed
    assert _picture(pad).width() > 2 * _picture(pad).height(), "nothing of the second finger at the foot"


def test_a_pen_that_presses_draws_broader(pad: SignaturePad) -> None:
    def ink(pressure: float) -> int:
        pad.clear()
        for kind, at in ((QEvent.Type.TabletPress, 50), (QEvent.Type.TabletMove, 300), (QEvent.Type.TabletMove, 600)):
            _pen(pad, kind, QPointF(at, 150), pressure)
        _pen(pad, QEvent.Type.TabletRelease, QPointF(600, 150), 0.0)
        picture = _picture(pad)
        middle = picture.width() // 2
        return sum(picture.pixelColor(middle, y).red() < 128 for y in range(picture.height()))

    assert ink(1.0) > ink(0.1) > 0


def test_empty_it_says_what_to_do_to_eye_and_ear(pad: SignaturePad) -> None:
    assert pad.accessibleName() == "请在此签名"
    empty = pad.grab().toImage()
    QTest.mouseClick(pad, _LEFT, pos=QPoint(20, 20))
    assert pad.grab().toImage().pixelColor(20, 20).red() < 128
    pad.clear()
    assert pad.grab().toImage() == empty


@pytest.mark.parametrize(
    ("points", "is_one"),
    [
        ([(0, 0)], False),
        ([(0, 0), (20, 0)], False),
        ([(x % 10, x % 7) for x in range(200)], False),
        ([(0, 0), (120, 0)], True),
    ],
)
def test_what_is_a_signature(points: list[tuple[float, float]], is_one: bool) -> None:
    strokes = Strokes()
    strokes.begin(InkPoint(*points[0]))
    for point in points[1:]:
        strokes.go_on(InkPoint(*point))
    assert strokes.is_signature(200) is is_one


def test_curves_join_without_a_corner_and_reach_the_last_point() -> None:
    strokes = Strokes()
    strokes.begin(InkPoint(0, 0))
    for x, y in ((10, 10), (20, 0), (30, 10)):
        strokes.go_on(InkPoint(x, y))
    curves = list(strokes.curves())
    assert [curve.start for curve in curves[1:]] == [curve.end for curve in curves[:-1]]
    assert curves[-1].end == (30, 10)


def _pen(pad: SignaturePad, kind: QEvent.Type, at: QPointF, pressure: float) -> None:
    pen = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
                          QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1)  # fmt: skip
    event = QTabletEvent(kind, pen, at, pad.mapToGlobal(at), pressure, 0, 0, 0, 0, 0,
                         Qt.KeyboardModifier.NoModifier, _LEFT, _LEFT)  # fmt: skip
    QApplication.sendEvent(pad, event)
