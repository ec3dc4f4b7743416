"""Without a line nothing that needs the platform is tried: it is marked, and says why not and what to do instead."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import window_samples as samples
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from test_window_screens import Desk

from assets.texts import Texts
from domain.text import text
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings
from window_client.shell.platform_gate import NEEDS

Key = Qt.Key
SAY = Texts("zh")


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    apply_theme(qapp, Theme("window"))
    office = samples.Office()
    app = WindowApp(qapp, Settings(tmp_path, refresh_seconds=0.05), connect=lambda: office)
    app.start()
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow, timeout=5000)
    yield Desk(app, office, qtbot)
    app.stop()
    app.window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def cut(desk: Desk) -> None:
    desk.office.down = True
    desk.wait(lambda: desk.seen("window.banner"))


def mend(desk: Desk) -> None:
    desk.office.down = False
    desk.wait(lambda: not desk.seen("window.banner"))


def is_marked(desk: Desk, name: str) -> bool:
    buttons = [one for one in desk.app.window.findChildren(QPushButton, name) if one.property("needs_line")]
    return bool(buttons) and all(one.toolTip() and not one.icon().isNull() for one in buttons)


@pytest.mark.parametrize(
    ("key", "words"),
    [(Key.Key_F6, "请不要先让领取人签字"), (Key.Key_F7, "原件请按部门装袋"), (Key.Key_F11, "按现场先后接待"),
     (Key.Key_F8, "核验码由平台开具并登记"),
     (Key.Key_Return, "办件内容在平台上")],
)  # fmt: skip
def test_at_the_worklist_it_is_told_instead_of_tried(desk: Desk, key: Key, words: str) -> None:
    desk.log_in()
    desk.until("worklist", "Listing")
    cut(desk)
    asked = set(desk.office.asked)
    desk.key(key)
    assert words in desk.words("window.banner_words")
    assert desk.screen()[0] == "worklist"
    assert set(desk.office.asked) == asked


def test_marks_come_with_the_silence_and_go_with_it(desk: Desk) -> None:
    desk.open_case()
    cut(desk)
    buttons = [name for name in NEEDS if name != "counter.continue_code"]
    assert all(is_marked(desk, name) for name in buttons)
    assert not is_marked(desk, "case.correct")
    mend(desk)
    assert not any(is_marked(desk, name) for name in buttons)


def test_a_case_that_is_open_offers_no_decision_but_a_correction(desk: Desk) -> None:
    desk.open_case()
    cut(desk)
    desk.click("case.accept")
    assert "法定期限不因断线延长" in desk.words("window.banner_words")
    assert desk.screen() == ("case", "Reading")
    desk.click("case.correct")
    desk.until("correction", "Editing")
    desk.click("correction.send")
    assert "所写内容已存在本机" in desk.words("window.banner_words")
    assert desk.screen() == ("correction", "Editing")
    assert "decide" not in desk.office.asked


def test_a_case_that_could_not_be_loaded_comes_by_itself_when_the_line_is_back(desk: Desk) -> None:
    desk.log_in()
    desk.until("worklist", "Listing")
    desk.office.trouble.clear()
    desk.type("worklist.filter", desk.office.file.item.official_no)
    desk.office.down = True
    desk.click("worklist.open")
    desk.until("case", "LoadFailed")
    mend(desk)
    desk.until("case", "Reading")


@pytest.mark.parametrize(("key", "screen"), [(Key.Key_F3, "monitor"), (Key.Key_F4, "in_hand")])
def test_every_screen_that_is_entered_says_what_goes_on_there(desk: Desk, key: Key, screen: str) -> None:
    desk.log_in()
    desk.until("worklist", "Listing")
    cut(desk)
    desk.key(key)
    desk.wait(lambda: desk.screen()[0] == screen)
    assert desk.words("window.banner_words") == SAY(text(f"window_line_advice.{screen}"))


def test_there_are_such_words_for_every_screen(desk: Desk) -> None:
    screens = [part.objectName() for part in desk.app.window.findChildren(QWidget)
               if part.objectName().startswith("screen.")]  # fmt: skip
    assert len(screens) > 8
    for screen in screens:
        assert SAY(text(f"window_line_advice.{screen.removeprefix('screen.')}"))
