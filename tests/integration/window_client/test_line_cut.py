"""The line is cut: before a clerk comes to work, and at a township station that has a neighbour's packet in care."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot
from test_window_decides import Clerk
from window_town import PASSWORD, Process, Town

from domain.clock import SystemClock
from offline_queue.courier import Courier
from offline_queue.projection import Projection
from offline_queue.store import Store
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings


@pytest.fixture
def clerk(qapp: QApplication, qtbot: QtBot, town: Town) -> Iterator[Clerk]:
    apply_theme(qapp, Theme("window"))
    agent = Process("offline_queue", "--state", town.window.root, "run")
    app = WindowApp(qapp, Settings(town.window.root, refresh_seconds=0.3, profile="township"))
    app.start()
    app.window.activateWindow()
    yield Clerk(app, qtbot)
    app.stop()
    app.window.deleteLater()
    agent.stop()


def choose(clerk: Clerk, stick: Path) -> None:
    """What the folder dialog answers."""
    clerk.wait(lambda: bool(clerk.window.findChildren(QFileDialog, "relay.folder_dialog")))
    dialog = clerk.window.findChildren(QFileDialog, "relay.folder_dialog")[-1]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    name.setText(str(stick))
    QTest.keyClick(name, Qt.Key.Key_Return)
    clerk.wait(lambda: not clerk.window.findChildren(QFileDialog))


def cell(clerk: Clerk, column: int) -> str:
    table = clerk.part(QTableWidget, "relay.table")
    assert isinstance(table, QTableWidget)
    item = table.item(0, column)
    return item.text() if item else ""


def state_of_row(clerk: Clerk) -> str:
    return cell(clerk, 4)


def origin_of_row(clerk: Clerk) -> str:
    return cell(clerk, 1)


def test_a_neighbours_packet_is_taken_over_without_a_line_and_delivered_with_it(
    clerk: Clerk, town: Town, qtbot: QtBot, tmp_path: Path
) -> None:
    village, case = town.village(tmp_path)
    clerk.log_in()
    clerk.sees("monitor", "Watching")
    clerk.wait(lambda: clerk.words("line.title") == "线路正常")
    town.stop_platform()
    try:
        clerk.wait(lambda: clerk.words("line.title").startswith("线路中断，自 "))
        assert "正在自动重连" in clerk.words("line.facts")
        assert "急件可导出到移动盘" in clerk.words("window.banner_words")
        qtbot.keyClick(QApplication.focusWidget() or clerk.window, Qt.Key.Key_F8)
        clerk.sees("relay", "Watching")
        clerk.click("relay.take_over")
        choose(clerk, tmp_path)
        clerk.wait(lambda: state_of_row(clerk) == "保管中，有线路即送")
        assert origin_of_row(clerk).startswith("余姚市")
        clerk.wait(lambda: "代邻站保管 1 件" in clerk.words("line.facts"))
        clerk.click("relay.back")
        clerk.sees("monitor", "Watching")
        button = clerk.part(QPushButton, "monitor.relay")
        assert isinstance(button, QPushButton)
        clerk.wait(lambda: button.text() == "邻站代送 F8（待送 1 件）")
    finally:
        town.start_platform()
    clerk.click("monitor.relay")
    clerk.wait(lambda: state_of_row(clerk) == "已送达，回执待带回")
    clerk.click("relay.hand_back")
    choose(clerk, tmp_path)
    clerk.wait(lambda: state_of_row(clerk) == "已送达，回执已带回")
    assert "平台签收" in clerk.words("relay.chain")
    with contextlib.closing(Store.open(village.database)) as store:
        assert Courier(village, store, SystemClock()).settle(tmp_path).done == (case,)
    with contextlib.closing(Projection.open(village)) as projection:
        assert [entry.state for entry in projection.entries()] == ["confirmed"]


@pytest.fixture
def window(qapp: QApplication, town: Town) -> Iterator[WindowApp]:
    apply_theme(qapp, Theme("window"))
    app = WindowApp(qapp, Settings(town.window.root, refresh_seconds=0.3))
    app.start()
    yield app
    app.stop()
    app.window.deleteLater()


def test_a_lease_lets_in_and_becomes_a_session(town: Town, window: WindowApp, qtbot: QtBot) -> None:
    committed, _ = town.hand_in()
    clerk = Clerk(window, qtbot)
    clerk.log_in()
    clerk.sees("worklist", "Listing")
    window.window.logout_asked.emit()
    clerk.sees("login", "Entry")
    town.stop_platform()
    try:
        clerk.type("login.username", "window1")
        clerk.type("login.password", PASSWORD + "!")
        clerk.click("login.submit")
        clerk.sees("login", "NoLeave")
        assert "口令与上次联网登录时不一致" in clerk.words("login.message")
        clerk.log_in()
        clerk.wait(lambda: clerk.screen()[0] == "worklist")
        assert "离线授权至" in clerk.words("window.clerk")
    finally:
        town.start_platform()
    clerk.sees("worklist", "Listing")
    assert "离线授权" not in clerk.words("window.clerk")
    clerk.open_case(committed.temporary_no)
