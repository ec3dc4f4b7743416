"""A clerk calls numbers by keys, through the real window over real lines."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from test_line_cut import window  # noqa: F401  a fixture
from test_window_decides import Clerk
from window_town import Town

from window_client.composition import WindowApp

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_next_recall_and_not_there(town: Town, window: WindowApp, qtbot: QtBot) -> None:  # noqa: F811
    first, second = town.take_number("330203190001010013"), town.take_number("33020319000101003X")
    clerk = Clerk(window, qtbot)
    clerk.log_in()
    clerk.sees("worklist", "Listing")
    clerk.wait(lambda: window.window.findChild(QAction, "calls.recall") is not None)
    clerk.wait(lambda: "当前无人办理" in clerk.words("calls.current"))
    QTest.keyClick(window.window, Qt.Key.Key_F11)
    clerk.wait(lambda: clerk.words("calls.current") == f"正在办理 {first}")
    assert "等候 1 人" in clerk.words("calls.waiting")
    QTest.keyClick(window.window, Qt.Key.Key_R, CONTROL | SHIFT)
    clerk.wait(lambda: "已呼叫 2 次" in clerk.words("calls.current"))
    QTest.keyClick(window.window, Qt.Key.Key_S, CONTROL | SHIFT)
    clerk.wait(lambda: "当前无人办理" in clerk.words("calls.current"))
    clerk.click("calls.next")
    clerk.wait(lambda: clerk.words("calls.current") == f"正在办理 {second}")
    clerk.click("calls.next")
    clerk.wait(lambda: "没有等候的号" in clerk.words("calls.message"))
    back = window.window.findChild(QAction, f"calls.call.{first}")
    assert back is not None
