"""The real window over an invented office: clicked, typed and looked at."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar, cast

import pytest
import window_samples as samples
import window_states as states
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from devices.events import CodeScanned
from domain.clock import CHINA
from domain.failures import FailureCode
from qt_edge.theme import Theme, apply_theme
from qt_edge.widgets.page_viewer import PageViewer
from window_client.composition import WindowApp
from window_client.settings import Settings

W = TypeVar("W", bound=QWidget)


class Desk:
    """A clerk before the window."""

    def __init__(self, app: WindowApp, office: samples.Office, bot: QtBot) -> None:
        self.app, self.office, self.bot = app, office, bot

    def part(self, kind: type[W], name: str) -> W:
        found = [part for part in self.app.window.findChildren(kind, name) if part.isVisible()]
        assert found, f"{name} is not to be seen on {self.screen()}"
        return found[0]

    def seen(self, name: str) -> bool:
        return any(part.isVisible() for part in self.app.window.findChildren(QWidget, name))

    def words(self, name: str) -> str:
        return self.part(QLabel, name).text()

    def screen(self) -> tuple[str, str]:
        for part in self.app.window.findChildren(QWidget):
            if part.objectName().startswith("screen.") and part.isVisible():
                return part.objectName().removeprefix("screen."), str(part.property("state"))
        return "", ""

    def until(self, screen: str, state: str) -> None:
        self.bot.waitUntil(lambda: self.screen() == (screen, state), timeout=5000)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=5000)

    def click(self, name: str) -> None:
        button = self.part(QPushButton, name)
        assert button.isEnabled(), f"{name} is disabled"
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, words: str) -> None:
        field = self.part(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        field.insert(words)

    def write(self, name: str, words: str) -> None:
        self.part(QPlainTextEdit, name).setPlainText(words)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(QApplication.focusWidget() or self.app.window, key, modifier)

    def log_in(self, username: str = "window1", password: str = "right") -> None:
        self.type("login.username", username)
        self.type("login.password", password)
        self.click("login.submit")

    def open_case(self) -> None:
        self.log_in()
        self.until("worklist", "Listing")
        self.type("worklist.filter", self.office.file.item.official_no)
        self.click("worklist.open")
        self.until("case", "Reading")


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


class TestLogin:
    def test_a_wrong_password_says_what_to_do(self, desk: Desk) -> None:
        desk.log_in(password="wrong")
        desk.until("login", "Refused")
        assert "用户名或口令不正确" in desk.words("login.message")
        assert "管理员" in desk.words("login.advice")
        assert desk.part(QLineEdit, "login.password").text() == ""

    def test_a_platform_that_is_down_is_not_a_wrong_password(self, desk: Desk) -> None:
        desk.office.down = True
        desk.log_in()
        desk.until("login", "Unreachable")
        assert "口令未被判错" in desk.words("login.advice")
        assert desk.seen("window.banner")
        desk.office.down = False
        desk.log_in()
        desk.until("worklist", "Listing")
        assert not desk.seen("window.banner")


class TestWorklist:
    def test_who_only_decides_is_not_asked_to_receive_or_to_call(self, desk: Desk) -> None:
        desk.office.role = "officer"
        desk.log_in()
        desk.until("worklist", "Listing")
        assert not desk.seen("worklist.begin")
        assert not desk.seen("calls.strip")
        desk.key(Qt.Key.Key_F2)
        desk.key(Qt.Key.Key_F11)
        assert desk.screen()[0] == "worklist"
        assert "next" not in desk.office.asked

    def test_arrows_move_in_the_list_and_enter_opens(self, desk: Desk) -> None:
        desk.log_in()
        desk.until("worklist", "Listing")
        table = desk.part(QTableView, "worklist.table")
        assert table.model().rowCount() == 24
        desk.wait(lambda: desk.part(QLineEdit, "worklist.filter").hasFocus())
        first = table.currentIndex().row()
        desk.key(Qt.Key.Key_Down)
        desk.key(Qt.Key.Key_Down)
        desk.key(Qt.Key.Key_Up)
        assert table.currentIndex().row() == first + 1

    def test_a_refresh_keeps_the_selected_row(self, desk: Desk) -> None:
        desk.log_in()
        desk.until("worklist", "Listing")
        table = desk.part(QTableView, "worklist.table")
        table.selectRow(7)
        number = table.model().index(7, 2).data()
        desk.office.items = samples.many_items(30)
        desk.wait(lambda: table.model().rowCount() == 30)
        assert table.model().index(table.currentIndex().row(), 2).data() == number

    def test_a_lost_line_keeps_the_list_and_says_what_works(self, desk: Desk) -> None:
        desk.log_in()
        desk.until("worklist", "Listing")
        desk.office.down = True
        desk.until("worklist", "Stale")
        assert desk.part(QTableView, "worklist.table").model().rowCount() == 24
        assert "仍可查看" in desk.words("window.banner_words")
        desk.office.down = False
        desk.until("worklist", "Listing")
        assert not desk.seen("window.banner")

    def test_an_empty_filter_result_says_so(self, desk: Desk) -> None:
        desk.log_in()
        desk.until("worklist", "Listing")
        desk.type("worklist.filter", "没有这样的事项")
        assert "没有符合条件" in desk.words("worklist.empty")
        assert not desk.part(QPushButton, "worklist.open").isEnabled()

    def test_a_receipt_before_the_scanner_opens_its_case(self, desk: Desk) -> None:
        desk.log_in()
        desk.until("worklist", "Listing")
        desk.app._device_said(CodeScanned("code", f"OW1:{samples.case_id(1)}:{samples.token()}"))
        desk.until("case", "Reading")

    def test_a_strange_code_opens_nothing(self, desk: Desk) -> None:
        desk.log_in()
        desk.until("worklist", "Listing")
        desk.app._device_said(CodeScanned("code", f"OW1:{samples.case_id(99)}:{samples.token()}"))
        assert "没有这张凭证对应的办件" in desk.words("toast")
        assert desk.screen() == ("worklist", "Listing")


class TestCase:
    def test_pages_appear_and_can_be_turned_over(self, desk: Desk) -> None:
        desk.open_case()
        viewer = cast(PageViewer, desk.part(QWidget, "case.viewer"))
        desk.wait(lambda: viewer.sceneRect().width() > 100)
        desk.wait(lambda: all(not desk.part(QToolButton, f"case.page.{n}").icon().isNull() for n in (1, 2, 3)))
        desk.bot.mouseClick(desk.part(QToolButton, "case.page.3"), Qt.MouseButton.LeftButton)
        assert "第 3 页 / 共 3 页" in desk.words("case.where")
        desk.click("case.previous")
        assert "第 2 页 / 共 3 页" in desk.words("case.where")
        desk.wait(lambda: viewer.sceneRect().width() > 100)
        upright = viewer.sceneRect().size()
        desk.click("case.rotate")
        assert viewer.sceneRect().size().toSize() == upright.transposed().toSize()

    def test_pages_wait_for_the_line_and_come_by_themselves(self, desk: Desk) -> None:
        desk.office.page = lambda *_: (_ for _ in ()).throw(  # type: ignore[method-assign]
            samples.Failure(states.DOWN)
        )
        desk.open_case()
        del desk.office.page
        viewer = cast(PageViewer, desk.part(QWidget, "case.viewer"))
        desk.wait(lambda: viewer.sceneRect().width() > 100)

    def test_a_case_whose_pages_still_travel_shows_previews_and_no_decisions(self, desk: Desk) -> None:
        desk.office.file = samples.travelling(desk.office.file)
        desk.open_case()
        viewer = cast(PageViewer, desk.part(QWidget, "case.viewer"))
        desk.wait(lambda: desk.seen("case.page.1") and desk.seen("case.page.2"))
        desk.bot.mouseClick(desk.part(QToolButton, "case.page.1"), Qt.MouseButton.LeftButton)
        desk.wait(lambda: viewer.sceneRect().width() > 100)
        assert "缩略预览" in desk.words("case.where")
        desk.bot.mouseClick(desk.part(QToolButton, "case.page.2"), Qt.MouseButton.LeftButton)
        desk.wait(lambda: any("还在传送" in label.text() for label in viewer.findChildren(QLabel)))
        assert "page" not in desk.office.asked
        assert not desk.seen("case.accept")

    def test_the_eye_reveals_for_a_moment(self, desk: Desk) -> None:
        desk.open_case()
        assert desk.words("case.applicant.0") == "*三"
        desk.click("case.reveal")
        assert desk.words("case.applicant.0") == "张三"
        assert not desk.part(QPushButton, "case.reveal").isEnabled()

    def test_accepting_with_a_lost_answer_decides_once_and_prints(self, desk: Desk) -> None:
        desk.open_case()
        desk.office.lost_answers = 2
        desk.click("case.accept")
        desk.write("case.reason", "已在窗口查验原件")
        desk.click("case.confirm")
        desk.until("case", "Undecided")
        assert "再次送出不会重复" in desk.words("case.message")
        desk.click("case.confirm")
        desk.wait(lambda: desk.office.lost_answers == 0)
        desk.until("case", "Undecided")
        desk.click("case.confirm")
        desk.until("notice", "NotPrinted")
        assert len(desk.office.decisions) == 1
        assert "不受打印影响" in desk.words("notice.advice")
        desk.click("notice.reprint")
        desk.until("notice", "NotPrinted")
        desk.click("notice.done")
        desk.until("worklist", "Listing")

    def test_a_colleague_was_faster(self, desk: Desk) -> None:
        desk.open_case()
        desk.office.file = samples.case_file("ACCEPTED", version=2)
        desk.click("case.accept")
        desk.write("case.reason", "已在窗口查验原件")
        desk.click("case.confirm")
        desk.until("case", "Reading")
        assert "重新载入" in desk.words("case.message")
        assert desk.words("case.state") == "已受理"
        assert not desk.seen("case.accept")

    def test_a_refusal_without_a_reason_stays_and_escape_leads_all_the_way_back(self, desk: Desk) -> None:
        desk.open_case()
        desk.click("case.reject")
        desk.click("case.confirm")
        assert desk.screen() == ("case", "Confirming")
        assert not desk.office.decisions
        for expected in (("case", "Reading"), ("worklist", "Listing")):
            desk.key(Qt.Key.Key_Escape)
            desk.until(*expected)

    def test_papers_that_may_follow_take_a_signed_promise(self, desk: Desk) -> None:
        soon = datetime.now(CHINA).date() + timedelta(days=5)
        desk.office.file = samples.case_file(corrected=True).model_copy(update={"supply_by_latest": soon})
        desk.open_case()
        desk.click("case.tolerate")
        assert "转诊证明" in desk.words("case.papers")
        desk.click("case.confirm")
        assert "签名" in desk.words("case.missing")
        desk.part(QCheckBox, "case.promise_signed").click()
        desk.click("case.confirm")
        desk.until("notice", "NotPrinted")
        reply = next(iter(desk.office.decisions.values()))
        assert (reply.notice.kind, reply.notice.supply_by) == ("tolerance", soon)

    def test_keys_alone_accept(self, desk: Desk) -> None:
        desk.open_case()
        desk.key(Qt.Key.Key_F9)
        desk.until("case", "Confirming")
        desk.key(Qt.Key.Key_Tab)
        desk.key(Qt.Key.Key_Space)
        desk.key(Qt.Key.Key_Return)
        desk.until("notice", "NotPrinted")
        desk.key(Qt.Key.Key_Return)
        desk.until("worklist", "Listing")

    def test_a_case_that_cannot_be_loaded_can_be_tried_again(self, desk: Desk) -> None:
        desk.log_in()
        desk.until("worklist", "Listing")
        desk.office.case_file = lambda *_: (_ for _ in ()).throw(  # type: ignore[method-assign]
            samples.Failure(states.DOWN)
        )
        desk.type("worklist.filter", desk.office.file.item.official_no)
        desk.click("worklist.open")
        desk.until("case", "LoadFailed")
        del desk.office.case_file
        desk.click("case.retry")
        desk.until("case", "Reading")


class TestCorrection:
    def test_the_whole_notice_in_one(self, desk: Desk) -> None:
        desk.open_case()
        desk.click("case.correct")
        desk.until("correction", "Editing")
        desk.click("correction.send")
        assert "还没有勾选" in desk.words("correction.message")
        box = desk.part(QCheckBox, "correction.material.m3")
        box.click()
        assert desk.part(QLineEdit, "correction.reason.m3").text() == "未提交，请补交"
        desk.type("correction.reason.m3", "请补交加盖医院收费章的费用明细清单")
        desk.click("correction.send")
        desk.until("correction", "Confirming")
        desk.click("case.confirm")
        desk.until("notice", "NotPrinted")
        (reply,) = desk.office.decisions.values()
        assert [point.reason for point in reply.notice.points] == ["请补交加盖医院收费章的费用明细清单"]

    def test_a_conflict_leads_back_to_the_case(self, desk: Desk) -> None:
        desk.open_case()
        desk.click("case.correct")
        desk.part(QCheckBox, "correction.material.m3").click()
        desk.office.file = samples.case_file("ACCEPTED", version=2)
        desk.click("correction.send")
        desk.click("case.confirm")
        desk.until("case", "Reading")
        assert "重新载入" in desk.words("case.message")

    def test_typing_a_reason_ticks_the_point(self, desk: Desk) -> None:
        desk.open_case()
        desk.click("case.correct")
        desk.type("correction.reason.f4", "与票据不一致")
        assert desk.part(QCheckBox, "correction.field.f4").isChecked()


class TestSession:
    def test_the_lock_hides_the_case_and_gives_it_back(self, desk: Desk) -> None:
        desk.open_case()
        desk.click("window.lock")
        desk.until("login", "Entry")
        assert not desk.seen("window.clerk") or desk.words("window.clerk") == ""
        asked = len(desk.office.asked)
        desk.log_in()
        desk.until("case", "Reading")
        assert "login" in desk.office.asked[asked:]

    def test_idleness_locks(self, desk: Desk) -> None:
        desk.open_case()
        desk.app._idle.idle.emit()
        desk.until("login", "Entry")

    def test_another_clerk_finds_an_empty_desk(self, desk: Desk) -> None:
        desk.open_case()
        desk.click("window.lock")
        desk.until("login", "Entry")
        desk.log_in("window2")
        desk.until("worklist", "Listing")
        assert desk.part(QLineEdit, "worklist.filter").text() == ""
        hidden = desk.app.window.findChild(QWidget, "screen.case")
        assert hidden is not None
        assert "张三" not in "".join(label.text() for label in hidden.findChildren(QLabel))
        assert hidden.findChildren(QToolButton) == []

    def test_a_session_the_platform_forgot_locks_and_loses_nothing(self, desk: Desk) -> None:
        desk.open_case()
        desk.click("case.correct")
        desk.type("correction.reason.f4", "与票据不一致")
        desk.office.trouble = [FailureCode["CLERK_REFUSED"]]
        desk.until("login", "Entry")
        desk.log_in()
        desk.until("correction", "Editing")
        assert desk.part(QLineEdit, "correction.reason.f4").text() == "与票据不一致"

    def test_logging_out_wipes(self, desk: Desk) -> None:
        desk.open_case()
        desk.app.window.logout_asked.emit()
        desk.until("login", "Entry")
        assert desk.part(QLineEdit, "login.username").text() == ""
        for name in ("case", "correction", "notice"):
            hidden = desk.app.window.findChild(QWidget, f"screen.{name}")
            assert hidden is not None
            assert "330203" not in "".join(label.text() for label in hidden.findChildren(QLabel))
