"""The home screen in sight at once: painted from what it was last, while what serves it is not loaded yet.

A touch on it is remembered by the window system while the rest loads, and meets the real home screen in its place.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from domain.clock import Clock
from domain.text import Say
from kiosk.composition.edition import size_of, wear
from kiosk.composition.last_home import LastHome, read_last_home
from kiosk.journeys.home.flow import Welcome
from kiosk.journeys.home.presenter import present
from kiosk.journeys.home.screen import HomeScreen
from kiosk.settings import Settings
from kiosk.shell.main_window import MainWindow

_LATEST_MS = 500
"""A window system that shows nothing by then is not waited for."""


class FirstLook(QObject):
    """``then`` is called once: a turn of the event loop after the first paint, with the window."""

    def __init__(self, window: MainWindow, then: Callable[[MainWindow], None]) -> None:
        super().__init__()
        self._window = window
        self._then: Callable[[MainWindow], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(_LATEST_MS, self._go_on)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            # A turn later everything of it has been painted and handed to the window system.
            QTimer.singleShot(0, self._go_on)
        return False

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(self._window)


def earlier_home(settings: Settings, clock: Clock) -> LastHome | None:
    """``None`` also outside the hours: then the first thing to be seen is that nobody can begin."""
    return read_last_home(settings.state) if settings.hours.now(clock.now()) == "open" else None


def paint_home(app: QApplication, settings: Settings, say: Say, home: LastHome, clock: Clock) -> MainWindow:
    """Shows the window; it has been painted some turns later."""
    wear(app, settings, assist=False)
    window = MainWindow(say)
    window.resize(size_of(app, settings))
    screen = HomeScreen(say)
    screen.show_props("Welcome", present(Welcome(home.offer)))
    window.show_node(home.node)
    window.show_time(clock.now())
    window.show_screen(screen, back=False, home=False)
    window.rise(full_screen=settings.full_screen)
    return window
