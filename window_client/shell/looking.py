"""How a screen looks: at once and every other second while it is in front; and at which folder of a stick."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from domain.text import Say, Text
from qt_edge.background_jobs import BackgroundJobs
from qt_edge.disk_dialog import ask_folder

_EVERY_MS = 2000


class Looking:
    """``jobs``: the worker on which the screen looks and works."""

    def __init__(self, screen: QWidget, name: str, look: Callable[[], None]) -> None:
        self.jobs = BackgroundJobs(name)
        self._screen = screen
        self._name = name
        self._look = look
        self._timer = QTimer(screen)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(look)

    def begin(self) -> None:
        self._look()
        self._timer.start()

    def pause(self) -> None:
        self._timer.stop()

    def stop(self) -> None:
        """Part of the shutdown order."""
        self.pause()
        self.jobs.stop()

    def choose_folder(self, say: Say, title: Text, chosen: Callable[[Path], object]) -> None:
        ask_folder(self._screen, say, say(title), f"{self._name}.folder_dialog", chosen)
