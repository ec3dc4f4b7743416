"""A clerk asks for a correction and accepts, through the real screens over real lines."""

from collections.abc import Callable, Iterator

import pytest
from counter_station import sign
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_town import CLERK, PASSWORD, Town

from devices.catalog import DeviceSpec
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings
from window_client.shell.work_vault import WorkVault

SECONDS = 60_000


class Clerk:
    def __init__(self, app: WindowApp, bot: QtBot) -> None:
        self._window, self._bot = app.window, bot

    @property
    def window(self) -> QWidget:
        return self._window

    def part(self, kind: type[QWidget], name: str) -> QWidget:
        found = [part for part in self._window.findChildren(kind, name) if part.isVisible()]
        assert found, f"{name} is not to be seen on {self.screen()}"
        return found[0]

    def screen(self) -> tuple[str, str]:
        for part in self._window.findChildren(QWidget):
            if part.objectName().startswith("screen.") and part.isVisible():
                return part.objectName().removeprefix("screen."), str(part.property("state"))
        return "", ""

    def sees(self, screen: str, state: str) -> None:
        def seen() -> None:
            assert self.screen() == (screen, state)

        self._bot.waitUntil(seen, timeout=SECONDS)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._bot.waitUntil(condition, timeout=SECONDS)

    def click(self, name: str) -> None:
        button = self.part(QPushButton, name)
        assert button.isEnabled(), name
        self._bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, words: str) -> None:
        field = self.part(QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.setText(words)

    def words(self, name: str) -> str:
        label = self.part(QLabel, name)
        assert isinstance(label, QLabel)
        return label.text()

    def pictured(self) -> set[str]:
        """The frames of pages in sight that have their picture."""
        frames = self._window.findChildren(QToolButton)
        return {frame.objectName() for frame in frames if frame.isVisible() and not frame.icon().isNull()}

    def log_in(self) -> None:
        self.type("login.username", CLERK)
        self.type("login.password", PASSWORD)
        self.click("login.submit")

    def give_a_reason(self) -> None:
        reason = self.part(QPlainTextEdit, "case.reason")
        assert isinstance(reason, QPlainTextEdit)
        reason.setPlainText("该材料可由部门间数据共享核验")

    def open_case(self, number: str) -> None:
        self.type("worklist.filter", number)
        button = self.part(QPushButton, "worklist.open")
        self.wait(button.isEnabled)
        self.click("worklist.open")
        self.sees("case", "Reading")


@pytest.fixture
def clerk(qapp: QApplication, qtbot: QtBot, town: Town) -> Iterator[Clerk]:
    apply_theme(qapp, Theme("window"))
    WorkVault(town.window).erase(CLERK)
    printer = DeviceSpec("receipt", "escpos-network", f"127.0.0.1:{town.printer_port}")
    app = WindowApp(qapp, Settings(town.window.root, refresh_seconds=0.3, devices=(printer,)))
    app.start()
    yield Clerk(app, qtbot)
    app.stop()
    app.window.deleteLater()


def test_correction_answer_and_acceptance(town: Town, clerk: Clerk) -> None:
    committed, token = town.hand_in()
    clerk.log_in()
    clerk.sees("worklist", "Listing")
    clerk.open_case(committed.temporary_no)
    clerk.wait(lambda: {"case.page.1", "case.page.2", "case.page.3"} <= clerk.pictured())
    clerk.click("case.correct")
    box = clerk.part(QCheckBox, "correction.material.m5")
    assert isinstance(box, QCheckBox)
    box.click()
    clerk.click("correction.send")
    clerk.click("case.confirm")
    clerk.sees("notice", "Printed")
    assert len(list(town.paper.glob("*.png"))) == 1
    clerk.click("notice.done")
    correction = town.progress(committed, token).correction
    assert correction is not None
    assert [point.id for point in correction.points] == ["m5"]

    town.correct(committed, token, correction)
    clerk.sees("worklist", "Listing")
    clerk.wait(lambda: town.progress(committed, token).correction is None)
    clerk.open_case(committed.temporary_no)
    assert "第 1 次补正" in clerk.words("case.where")
    clerk.click("case.accept")
    clerk.click("case.confirm")
    clerk.sees("notice", "Printed")
    assert town.progress(committed, token).state == "ACCEPTED"
    assert len(list(town.paper.glob("*.png"))) == 2


def test_a_printer_without_paper_does_not_undo_the_decision(town: Town, clerk: Clerk) -> None:
    committed, token = town.hand_in()
    clerk.log_in()
    clerk.sees("worklist", "Listing")
    clerk.open_case(committed.temporary_no)
    town.set_printer("paper_out")
    clerk.click("case.accept")
    clerk.give_a_reason()
    clerk.click("case.confirm")
    clerk.sees("notice", "NotPrinted")
    assert town.progress(committed, token).state == "ACCEPTED"
    town.set_printer("none")
    clerk.click("notice.reprint")
    clerk.sees("notice", "Printed")


def test_the_platform_goes_away_and_comes_back(town: Town, clerk: Clerk) -> None:
    committed, token = town.hand_in()
    clerk.log_in()
    clerk.sees("worklist", "Listing")
    clerk.open_case(committed.temporary_no)
    town.stop_platform()
    try:
        clerk.click("case.accept")
        clerk.give_a_reason()
        clerk.click("case.confirm")
        clerk.sees("case", "Undecided")
        clerk.wait(lambda: "连接中断" in clerk.words("window.connection"))
    finally:
        town.start_platform()
    clerk.wait(lambda: "已连接" in clerk.words("window.connection"))
    clerk.click("case.confirm")
    clerk.sees("notice", "Printed")
    assert town.progress(committed, token).state == "ACCEPTED"


def test_a_result_is_handed_over_to_who_signs(town: Town, clerk: Clerk) -> None:
    committed, token = town.hand_in()
    town.finish(committed)
    printed = len(list(town.paper.iterdir()))
    clerk.log_in()
    clerk.sees("worklist", "Listing")
    clerk.click("worklist.handover")
    clerk.sees("handover", "Asking")
    clerk.type("handover.number_line", committed.temporary_no)
    clerk.type("handover.id_number_line", "330203190001010021")
    clerk.click("handover.look")
    clerk.wait(lambda: "没有查到" in clerk.words("handover.message"))
    clerk.type("handover.number_line", committed.temporary_no)
    clerk.type("handover.id_number_line", "330203190001010013")
    clerk.click("handover.look")
    clerk.sees("handover", "Found")
    clerk.click("handover.applicant")
    clerk.sees("handover", "Signing")
    sign(clerk.window)
    clerk.sees("handover", "HandedOver")
    clerk.wait(lambda: clerk.words("handover.message") == "已登记出件")
    assert len(list(town.paper.iterdir())) > printed, "the slip"
    assert town.progress(committed, token).state == "DELIVERED"
