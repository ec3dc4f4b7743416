"""Keys and nothing else, from the login to the notice; how many the standard cases take (docs/window.md)."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from window_town import CLERK, PASSWORD, Town

from devices.catalog import DeviceSpec
from domain.failures import FailureCode
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings

SECONDS = 15_000
Key = Qt.Key
NONE, ALT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Keyboard:
    """Presses keys where the focus is, and counts them; a key with Alt or Ctrl is one."""

    def __init__(self, app: WindowApp, bot: QtBot) -> None:
        self._window, self._bot = app.window, bot
        self.pressed = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.pressed += 1
        self._bot.keyClick(QApplication.focusWidget() or self._window, key, modifier)

    def type(self, words: str) -> None:
        for letter in words:
            self.pressed += 1
            self._bot.keyClicks(QApplication.focusWidget(), letter)

    def sees(self, screen: str, state: str) -> None:
        self.wait(lambda: self._screen() == (screen, state))

    def wait(self, condition: Callable[[], bool]) -> None:
        self._bot.waitUntil(condition, timeout=SECONDS)

    def words(self, name: str) -> str:
        return next(label.text() for label in self._window.findChildren(QLabel, name) if label.isVisible())

    def codes(self, name: str) -> set[str]:
        """What a scanner reads from a part of the screen."""
        data = QBuffer()
        data.open(QBuffer.OpenModeFlag.ReadWrite)
        self._window.findChildren(QLabel, name)[0].grab().save(data, "PNG")
        return {found.text for found in zxingcpp.read_barcodes(Image.open(BytesIO(bytes(data.data().data()))))}

    def find(self, number: str) -> None:
        """Type the end of a number until one case is left, and open it."""
        self.sees("worklist", "Listing")
        table = self._window.findChildren(QTableView, "worklist.table")[0]
        self.wait(lambda: bool(self._window.findChildren(QLineEdit, "worklist.filter")[0].hasFocus()))
        self.press(Key.Key_Escape)
        self.type(number[-6:])
        self.wait(lambda: table.model().rowCount() == 1)
        self.press(Key.Key_Return)
        self.sees("case", "Reading")

    def log_in(self) -> None:
        self.sees("login", "Entry")
        self.type(CLERK)
        self.press(Key.Key_Return)
        self.type(PASSWORD)
        self.press(Key.Key_Return)

    def _screen(self) -> tuple[str, str]:
        for part in self._window.findChildren(QWidget):
            if part.objectName().startswith("screen.") and part.isVisible():
                return part.objectName().removeprefix("screen."), str(part.property("state"))
        return "", ""


def _is_asked() -> bool:
    question, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    return question is not None and focus is not None and focus.window() is question


@pytest.fixture
def keys(qapp: QApplication, qtbot: QtBot, town: Town) -> Iterator[Keyboard]:
    apply_theme(qapp, Theme("window"))
    printer = DeviceSpec("receipt", "escpos-network", f"127.0.0.1:{town.printer_port}")
    app = WindowApp(qapp, Settings(town.window.root, refresh_seconds=0.3, devices=(printer,)))
    app.start()
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow, timeout=SECONDS)
    keyboard = Keyboard(app, qtbot)
    keyboard.log_in()
    keyboard.pressed = 0
    yield keyboard
    app.stop()
    app.window.deleteLater()


def test_the_story_by_keys(town: Town, keys: Keyboard) -> None:
    committed, token = town.hand_in()
    keys.find(committed.temporary_no)
    for number in (2, 3):
        keys.press(Key.Key_PageDown)
        assert f"第 {number} 页" in keys.words("case.where")
    keys.press(Key.Key_F8)
    keys.sees("correction", "Editing")
    keys.press(Key.Key_5, ALT)
    keys.press(Key.Key_F9)
    keys.sees("correction", "Confirming")
    keys.press(Key.Key_Return)
    keys.sees("notice", "Printed")
    keys.press(Key.Key_Return)
    assert keys.pressed == 15
    correction = town.progress(committed, token).correction
    assert correction is not None
    assert [point.id for point in correction.points] == ["m5"]

    town.correct(committed, token, correction)
    keys.wait(lambda: town.progress(committed, token).correction is None)
    keys.pressed = 0
    keys.find(committed.temporary_no)
    keys.press(Key.Key_F9)
    keys.sees("case", "Confirming")
    keys.press(Key.Key_Return)
    keys.sees("notice", "Printed")
    keys.press(Key.Key_Return)
    assert keys.pressed == 11
    assert town.progress(committed, token).state == "ACCEPTED"


def test_two_points_with_a_reason_of_ones_own(town: Town, keys: Keyboard) -> None:
    committed, token = town.hand_in()
    keys.find(committed.temporary_no)
    keys.press(Key.Key_F8)
    keys.sees("correction", "Editing")
    keys.press(Key.Key_5, ALT)
    keys.press(Key.Key_2, ALT)
    own = "blurred, page 1"
    keys.type(own)
    keys.press(Key.Key_F9)
    keys.sees("correction", "Confirming")
    keys.press(Key.Key_Return)
    keys.sees("notice", "Printed")
    keys.press(Key.Key_Return)
    assert keys.pressed - len(own) == 14
    correction = town.progress(committed, token).correction
    assert correction is not None
    assert {point.id for point in correction.points} == {"m2", "m5"}
    assert own in {point.reason for point in correction.points}


def test_a_refusal_with_a_ready_made_reason(town: Town, keys: Keyboard) -> None:
    committed, token = town.hand_in()
    keys.find(committed.temporary_no)
    keys.press(Key.Key_F7)
    keys.sees("case", "Confirming")
    keys.press(Key.Key_Tab)
    keys.press(Key.Key_Space)
    keys.press(Key.Key_Return)
    keys.sees("notice", "Printed")
    keys.press(Key.Key_Return)
    assert keys.pressed == 13
    assert town.progress(committed, token).state == "REJECTED"


def test_a_clerk_s_word_opens_a_kiosk_for_that_person_once(town: Town, keys: Keyboard) -> None:
    keys.sees("worklist", "Listing")
    keys.press(Key.Key_F8)
    keys.sees("vouch", "Entering")
    name, number = "Zhang San", "330203190001010013"
    for words in (name, number):
        keys.type(words)
        keys.press(Key.Key_Return)
    keys.press(Key.Key_Space)
    keys.press(Key.Key_F9)
    keys.sees("vouch", "Showing")
    keys.wait(lambda: bool(keys.codes("vouch.code")))
    (code,) = keys.codes("vouch.code")
    assert town.vouched(code, "33020319000101003X") == FailureCode.ASSISTANCE_REFUSED
    assert town.vouched(code, number) == "综窗01"
    assert town.vouched(code, number) == FailureCode.ASSISTANCE_REFUSED
    keys.press(Key.Key_F10)
    keys.wait(lambda: "已打印" in keys.words("vouch.message"))
    keys.press(Key.Key_Escape)
    keys.sees("worklist", "Listing")
    assert keys.pressed - len(name + number) == 7


def test_lock_and_back_to_the_same_case(town: Town, keys: Keyboard) -> None:
    committed, _ = town.hand_in()
    keys.find(committed.temporary_no)
    keys.pressed = 0
    keys.press(Key.Key_L, CTRL)
    keys.sees("login", "Entry")
    keys.type(PASSWORD)
    keys.press(Key.Key_Return)
    keys.sees("case", "Reading")
    assert keys.pressed - len(PASSWORD) == 2
    keys.press(Key.Key_Escape)
    keys.sees("worklist", "Listing")


def test_logging_out(keys: Keyboard) -> None:
    keys.sees("worklist", "Listing")
    keys.press(Key.Key_Q, CTRL)
    keys.wait(_is_asked)
    keys.press(Key.Key_Return)
    keys.sees("login", "Entry")
    assert keys.pressed == 2
