"""A township station: what waits to be delivered comes first, and there is no hall with a queue."""

from pathlib import Path

import window_samples as samples
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_window_screens import Desk

from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings


def test_it_begins_at_the_monitor(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    apply_theme(qapp, Theme("window"))
    office = samples.Office()
    app = WindowApp(qapp, Settings(tmp_path, refresh_seconds=0.05, profile="township"), connect=lambda: office)
    app.start()
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow, timeout=5000)
    desk = Desk(app, office, qtbot)
    try:
        desk.log_in()
        desk.until("monitor", "Watching")
        desk.key(Qt.Key.Key_Escape)
        desk.until("worklist", "Listing")
        assert not desk.seen("calls.strip")
        assert desk.seen("worklist.begin")
    finally:
        app.stop()
        app.window.deleteLater()
