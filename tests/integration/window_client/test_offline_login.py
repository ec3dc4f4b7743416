"""A clerk comes to work while the line is down, and the line returns."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_window_decides import Clerk
from window_town import PASSWORD, Town

from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings


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
