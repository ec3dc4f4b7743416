"""What is measured at the window: the turns of its event loop, its first and last picture, its memory."""

import resource
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

GIVE_UP_S = 90.0

W = TypeVar("W", bound=QWidget)


class Watch:
    """Measures the turns of the event loop and ends it when ``shown`` answers that all ``pages`` are there."""

    def __init__(self, app: QApplication, shown: Callable[[], int], pages: int, patience_s: float = GIVE_UP_S) -> None:
        self._app = app
        self._patience = patience_s
        self._shown = shown
        self._pages = pages
        self._started = self._last = time.perf_counter()
        self._longest = 0.0
        self._first = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_turn)
        self._timer.start(1)

    def figures(self, first_page_at: float) -> dict[str, float]:
        return {
            "first_thumbnail_ms": (self._first - first_page_at) * 1000,
            "all_thumbnails_ms": (self._last - first_page_at) * 1000,
            "max_stall_ms": self._longest * 1000,
            "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }

    def _on_turn(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now
        shown = self._shown()
        self._first = self._first or (now if shown else 0.0)
        if shown == self._pages or now - self._started > self._patience:
            self._app.exit(0 if shown == self._pages else 1)


def log_in(window: QWidget) -> None:
    """Until the list shows the case."""
    part(window, QLineEdit, "login.username").setText("window1")
    part(window, QLineEdit, "login.password").setText("right")
    opening = part(window, QPushButton, "worklist.open")
    QTimer.singleShot(0, part(window, QPushButton, "login.submit").click)
    wait_for(lambda: opening.isVisible() and opening.isEnabled())


def wait_for(true: Callable[[], bool]) -> None:
    """Raises ``RuntimeError`` when it does not come true."""
    waiting, look, end = QEventLoop(), QTimer(), time.perf_counter() + GIVE_UP_S
    look.timeout.connect(lambda: waiting.quit() if true() or time.perf_counter() > end else None)
    look.start(5)
    waiting.exec()
    if not true():
        raise RuntimeError("the window did not come to it")


def part(window: QWidget, kind: type[W], name: str) -> W:
    found = window.findChildren(kind, name)
    if not found:
        raise RuntimeError(f"no {name}")
    return found[0]
