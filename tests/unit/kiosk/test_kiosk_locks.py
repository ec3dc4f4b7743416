"""Nothing a hand can do at the window leaves it: no chord, no function key, no menu, no close."""

import itertools

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from assets.texts import Texts
from kiosk.shell.main_window import MainWindow
from qt_edge.widgets import LineField, ScreenFrame

MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
KEYS = tuple(Qt.Key[f"Key_{name}"] for name in (*"ACNOPQSTVWXZ", "F4", "Tab", "Escape", "Delete", "Space", "F2"))
LONE = tuple(
    Qt.Key[f"Key_{name}"]
    for name in ("Escape", "Menu", "Print", "Super_L", "Help", "HomePage", "LaunchMail",
                 *(f"F{number}" for number in range(1, 13)))
)  # fmt: skip


class Listener(MainWindow):
    """Notes every key that reaches the window's inside."""

    def __init__(self) -> None:
        super().__init__(Texts("zh"))
        self.keys: list[int] = []
        frame = ScreenFrame("form")
        self.line = LineField("form.f1")
        frame.show_content(self.line)
        self.show_screen(frame, back=False, home=True)
        self.rise(full_screen=False)
        self.line.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is getattr(self, "line", None):
            if event.type() == QEvent.Type.KeyPress:
                self.keys.append(event.key())  # type: ignore[attr-defined]
            return False
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


@pytest.fixture
def window(qapp: QApplication) -> Listener:
    made = Listener()
    made.resize(1080, 1920)
    made.activateWindow()
    made.line.setFocus()
    qapp.processEvents()
    return made


def test_no_chord_and_no_function_key_gets_inside(window: Listener) -> None:
    handle = window.windowHandle()
    for modifiers, key in itertools.product(MODIFIERS, KEYS):
        QTest.keyClick(handle, key, modifiers)
    for key in LONE:
        QTest.keyClick(handle, key)
    assert window.keys == []
    assert window.isVisible()
    assert QApplication.activeModalWidget() is None


def test_what_is_written_and_the_keys_of_a_tactile_keypad_get_inside(window: Listener) -> None:
    handle = window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_7)
    QTest.keyClick(handle, Qt.Key.Key_X)
    QTest.keyClick(handle, Qt.Key.Key_Left)
    assert window.line.text() == "7x"
    assert Qt.Key.Key_Left in window.keys


def test_no_menu_opens_over_a_line(window: Listener, qapp: QApplication) -> None:
    handle = window.windowHandle()
    spot = window.line.mapTo(window, window.line.rect().center())
    QTest.mouseClick(handle, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, spot)
    qapp.sendEvent(handle, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, QPoint(spot)))
    qapp.processEvents()
    assert [menu for menu in qapp.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()] == []
    assert qapp.activePopupWidget() is None


def test_the_window_system_cannot_close_it(window: Listener, qapp: QApplication) -> None:
    qapp.sendEvent(window.windowHandle(), QCloseEvent())
    assert window.isVisible()


def test_a_finger_still_writes(window: Listener) -> None:
    """The touch that reaches a line is the left button."""
    window.setFocus()
    spot = window.line.mapTo(window, window.line.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
