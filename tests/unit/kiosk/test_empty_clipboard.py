"""Copying from a line of the kiosk leaves nothing to paste."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.shell.empty_clipboard import EmptyClipboard
from qt_edge.widgets import LineField


def test_neither_keys_nor_the_program_leave_words_on_the_clipboard(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    line = LineField("any")
    qtbot.addWidget(line)
    line.setText("鼓楼街道中山西路1号")
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == line.text(), "as a line has it by itself"
    guard = EmptyClipboard()
    for keys in (Qt.Key.Key_C, Qt.Key.Key_Insert):
        QTest.keyClick(line, keys, Qt.KeyboardModifier.ControlModifier)
        assert clipboard.text() == ""
    line.copy()
    assert clipboard.text() == ""
    line.cut()
    assert (line.text(), clipboard.text()) == ("", "")
    guard.deleteLater()
