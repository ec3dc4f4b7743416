"""A scanner that types, before real widgets: keys enter where the platform puts them, at the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from devices.catalog import DeviceSpec
from devices.events import CodeScanFailed, CodeScanned, DeviceEvent
from domain.clock import SystemClock
from domain.failures import FailureCode
from qt_edge.device_bridge import DeviceBridge
from qt_edge.keyboard_scanner import KeyboardScanner, KeyboardScanners

PERSON_GAP = 0.2
SCANNER_GAP = 0.01


class Hall:
    """A window with a field and a button, and a clock that the typist moves."""

    def __init__(self, bot: QtBot) -> None:
        self.at = 100.0
        self.told: list[CodeScanned | CodeScanFailed] = []
        self.window = QWidget()
        self.field, self.button = QLineEdit(), QPushButton("next")
        self.pressed: list[bool] = []
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.pressed.append)
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.button)
        bot.addWidget(self.window)
        self.window.show()
        bot.waitExposed(self.window)
        self.window.activateWindow()
        self.field.setFocus()
        bot.waitUntil(lambda: QApplication.focusWidget() is self.field)
        spec = DeviceSpec("code", "qr-keyboard", "")
        self.scanner = KeyboardScanner(spec, self.told.append, lambda: self.at)

    def type(self, words: str, gap: float) -> None:
        for letter in words:
            self.at += gap
            key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter.upper())) if letter > " " else Qt.Key.Key_B
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.window.windowHandle(), event)


@pytest.fixture
def hall(qtbot: QtBot, qapp: QApplication) -> Iterator[Hall]:
    hall = Hall(qtbot)
    qapp.installEventFilter(hall.scanner)
    yield hall
    qapp.removeEventFilter(hall.scanner)


def test_a_code_is_told_once_and_reaches_no_field(hall: Hall) -> None:
    hall.type("\x02OW1:0189:token\x03", SCANNER_GAP)
    assert hall.told == [CodeScanned("code", "OW1:0189:token")]
    assert hall.field.text() == ""


def test_code_without_frame_is_taken_back_out_of_the_field(hall: Hall) -> None:
    hall.type("ab", PERSON_GAP)
    hall.at += PERSON_GAP
    hall.type("OW1:0189:token\r", SCANNER_GAP)
    assert hall.told == [CodeScanned("code", "OW1:0189:token")]
    assert hall.field.text() == "ab"


def test_code_before_a_button_presses_nothing(hall: Hall) -> None:
    hall.button.setFocus()
    hall.type("OW1:0189:token\r", SCANNER_GAP)
    assert [type(event) for event in hall.told] == [CodeScanned]
    assert hall.pressed == []


def test_a_person_types_as_ever(hall: Hall) -> None:
    hall.type("ningbo\r", PERSON_GAP)
    assert hall.told == []
    assert hall.field.text() == "ningbo"


def test_held_key_is_a_person(hall: Hall) -> None:
    window = hall.window.windowHandle()
    for _ in range(20):
        hall.at += 0.03
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
        QApplication.sendEvent(window, held)
    assert hall.field.text() == "a" * 20


def test_code_that_is_too_long_is_said(hall: Hall) -> None:
    hall.type("\x02" + "a" * 4200 + "\x03", 0.0005)
    assert hall.told == [CodeScanFailed("code", FailureCode.CODE_TOO_LONG)]


def _input_method_works(field: QWidget) -> bool:
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(field, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))


def test_input_method_is_off_within_a_frame_only(hall: Hall) -> None:
    assert _input_method_works(hall.field)
    hall.type("\x02OW1", SCANNER_GAP)
    assert not _input_method_works(hall.field)
    assert QGuiApplication.focusObject() is hall.field
    hall.type(":x\x03", SCANNER_GAP)
    assert _input_method_works(hall.field)


def test_only_keyboard_scanners_of_the_settings_are_installed(qtbot: QtBot) -> None:
    told: list[CodeScanned | CodeScanFailed] = []
    scanners = KeyboardScanners(
        [DeviceSpec("a", "qr-serial", "/dev/null"), DeviceSpec("b", "qr-keyboard", "")], told.append
    )
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    scanners.start()
    for words in ("OW1:0189:token", "OW1:0189:other"):
        for letter in words:
            QTest.keyClick(field.windowHandle(), letter)
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_Return)
        scanners.stop()
    assert told == [CodeScanned("b", "OW1:0189:token")]


def test_the_bridge_of_both_applications_tells_what_was_typed(qtbot: QtBot) -> None:
    """Filter, manager, its thread and back to the GUI: as kiosk and window are wired."""
    told: list[DeviceEvent] = []
    bridge = DeviceBridge([DeviceSpec("code", "qr-keyboard", "")], SystemClock(), told.append)
    hall = Hall(qtbot)
    bridge.start()
    try:
        bridge.manager.listen_codes(on=True)
        hall.type("\x02OW1:case:TOKEN\x03", SCANNER_GAP)
        qtbot.waitUntil(lambda: CodeScanned("code", "OW1:case:TOKEN") in told)
        assert hall.field.text() == ""
    finally:
        bridge.stop()
    hall.type("abc", PERSON_GAP)
    assert hall.field.text() == "abc"
