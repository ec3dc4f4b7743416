"""The home screen is painted before what serves it is loaded, and a touch of that moment counts."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from kiosk_terminal import Terminal
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from domain.clock import SystemClock
from kiosk.composition.first_look import FirstLook, earlier_home
from kiosk.composition.last_home import read_last_home
from kiosk.composition.unfolding import Unfolding
from kiosk.hours import Hours
from kiosk.settings import Settings
from kiosk.shell.main_window import MainWindow
from qt_edge.widgets import ScreenFrame

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def settings(terminal: Callable[..., Terminal], station: Path) -> Settings:
    """Of a terminal whose home screen was seen before."""
    terminal()
    return Settings(
        state=station, language="zh", full_screen=False, size=(1080, 1920), run_agent=False, log="",
        virtual_keyboard=False, visit_command=(), devices=(),
    )  # fmt: skip


@pytest.fixture
def visit(qapp: QApplication, settings: Settings) -> Iterator[tuple[Unfolding, list[str]]]:
    said: list[str] = []
    unfolding = Unfolding(qapp, settings, said.append)
    yield unfolding, said
    unfolding.close()


def test_it_is_the_same_home_screen_and_a_touch_before_it_serves_counts(
    qtbot: QtBot, qapp: QApplication, visit: tuple[Unfolding, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    unfolding, said = visit
    seen: list[list[str]] = []
    windows: list[MainWindow] = []
    go_on = FirstLook._go_on

    def touched_in_between(look: FirstLook) -> None:
        if not windows:
            windows.append(look._window)
            seen.append(tiles(look._window))
            assert said == [], "nothing serves yet"
            touch(qapp, look._window, "home.begin")
        go_on(look)

    monkeypatch.setattr(FirstLook, "_go_on", touched_in_between)
    unfolding.begin(in_sight=True)
    qtbot.waitUntil(lambda: said == ["ready", "raised"], timeout=20_000)
    qtbot.waitUntil(lambda: screens(windows[0]) == ["screen.identify"])
    assert {"home.begin", "home.search"} <= set(seen[0])
    assert any(name.startswith("home.item.") for name in seen[0]), "favourites too"


def test_without_an_earlier_one_or_outside_the_hours_it_waits_for_the_real_one(settings: Settings) -> None:
    clock = SystemClock()
    assert earlier_home(settings, clock) is not None
    now = clock.now().astimezone().time()
    shut = Hours(opens=time((now.hour + 12) % 24), closes=time((now.hour + 12) % 24, 1))
    assert earlier_home(replace(settings, hours=shut), clock) is None
    file = settings.state / "home" / "last.json"
    for broken in ("", "{}", "[]", '{"node": 1, "doors": 2}'):
        file.write_text(broken)
        assert read_last_home(settings.state) is None


def tiles(window: MainWindow) -> list[str]:
    return [button.objectName() for button in window.findChildren(QPushButton) if button.isVisible()]


def screens(window: MainWindow) -> list[str]:
    return [part.objectName() for part in window.findChildren(ScreenFrame) if part.isVisible()]


def touch(qapp: QApplication, window: MainWindow, name: str) -> None:
    """As a window system queues it: for the window, wherever its parts are when it is taken."""
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    at = QPointF(button.mapTo(window, button.rect().center()))
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        held = LEFT if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, at, at, LEFT, held, Qt.KeyboardModifier.NoModifier)
        qapp.postEvent(window.windowHandle(), event)


def test_nothing_is_collected_on_a_devices_thread(visit: tuple[Unfolding, list[str]]) -> None:
    gc.enable()
    unfolding, said = visit
    unfolding.begin(in_sight=False)
    assert said == ["ready"]
    assert not gc.isenabled(), "the GUI thread collects between two events"
