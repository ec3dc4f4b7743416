"""A visit's process from nothing to everything: the home screen first, what serves it after."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from domain.clock import SystemClock
from kiosk.composition.words import Tongue
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.composition.first_look import FirstLook
    from kiosk.composition.kiosk import Kiosk
    from kiosk.composition.preload import Preload
    from kiosk.shell.main_window import MainWindow
    from qt_edge.idle_garbage import IdleGarbage


class Unfolding:
    """``tell``: a word to the supervisor. All is imported when it is wanted: half a second of a start is that."""

    def __init__(self, app: QApplication, settings: Settings, tell: Callable[[str], None]) -> None:
        self._app = app
        self._settings = settings
        self._tell = tell
        self._clock = SystemClock()
        self._tongue = Tongue(settings.language)
        self._first_look: FirstLook | None = None
        self._kiosk: Kiosk | None = None
        self._preload: Preload | None = None
        self._garbage: IdleGarbage | None = None
        self._risen = False

    def begin(self, *, in_sight: bool) -> None:
        if not in_sight:
            self._load()
            assert self._kiosk is not None
            self._kiosk.warm()
            self._tell("ready")
            return
        from kiosk.composition.first_look import FirstLook, earlier_home, paint_home

        home = earlier_home(self._settings, self._clock)
        if home is None:
            QTimer.singleShot(0, self._load_and_rise)
        else:
            window = paint_home(self._app, self._settings, self._tongue, home, self._clock)
            self._first_look = FirstLook(window, self._load_and_rise)

    def rise(self) -> None:
        """Into sight; nothing before it is loaded, and nothing twice."""
        if self._kiosk is None or self._risen:
            return
        self._risen = True
        self._kiosk.raise_window()
        self._tell("raised")

    def close(self) -> None:
        if self._preload is not None:
            self._preload.deleteLater()
        if self._kiosk is not None:
            self._kiosk.close()
        if self._garbage is not None:
            self._garbage.stop()

    def _load_and_rise(self, window: "MainWindow | None" = None) -> None:
        self._load(window)
        self._tell("ready")
        self.rise()

    def _load(self, window: "MainWindow | None" = None) -> None:
        from kiosk.composition.kiosk import Kiosk
        from kiosk.composition.preload import Preload
        from qt_edge.idle_garbage import IdleGarbage

        # Before the first device's thread: what it collected would be destroyed there.
        self._garbage = IdleGarbage()
        self._garbage.start()
        # A timer later: ending from inside a flow's own step would quit an event loop that has not begun.
        self._kiosk = Kiosk(
            self._app, self._settings, self._tongue, self._clock, lambda: QTimer.singleShot(0, self._app.quit), window
        )
        self._preload = Preload()
