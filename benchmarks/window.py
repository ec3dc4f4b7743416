"""The clerk's window while a case of 120 scanned pages opens, beside a plain ``QListView`` of the same pictures.

A stall is the time between two turns of the event loop, from opening the case to the last thumbnail. Each subject runs
offscreen in processes of its own, so that its memory is its own; they take turns. The pages come from an in-process
platform (``window_office.py``): the line's own time is in ``bench sync``, not here.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QIcon, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton, QToolButton, QWidget

from benchmarks.report import Report
from benchmarks.window_office import Office, scan_sheets
from qt_edge.lasting_constants import keep_constants
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings
from window_client.shell.pages import THUMBNAIL

PAGES = 120
SHEETS = 6
REPEATS = 3
_GIVE_UP_S = 30.0

W = TypeVar("W", bound=QWidget)


def run() -> Report:
    with tempfile.TemporaryDirectory(prefix="ow") as name:
        scan_sheets(Path(name), SHEETS)
        runs: dict[str, list[dict[str, float]]] = {"ours": [], "plain": []}
        for turn in range(REPEATS):
            for subject in sorted(runs, reverse=bool(turn % 2)):
                runs[subject].append(_child(subject, name))
    ours, plain = _worst_and_median(runs["ours"]), _worst_and_median(runs["plain"])
    ratios = {f"{key}_vs_qlistview": ours[key] / plain[key] for key in plain}
    return Report("window", {"pages": PAGES, **ours}, ratios, {"qlistview": plain})


def _worst_and_median(runs: list[dict[str, float]]) -> dict[str, float]:
    """The worst stall and memory of all runs, the median of the times."""
    return {key: (max if key in ("max_stall_ms", "peak_rss_mb") else statistics.median)(run[key] for run in runs)
            for key in runs[0]}  # fmt: skip


def _child(subject: str, folder: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window", subject, folder],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        timeout=_GIVE_UP_S * 2,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


class _Watch:
    """Measures the turns of the event loop and ends it when ``shown`` pictures are all there."""

    def __init__(self, app: QApplication, shown: Callable[[], int]) -> None:
        self._app = app
        self._shown = shown
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
        if shown == PAGES or now - self._started > _GIVE_UP_S:
            self._app.exit(0 if shown == PAGES else 1)


def _ours(app: QApplication, folder: Path) -> dict[str, float]:
    apply_theme(app, Theme("window"))
    office = Office(tuple(sorted(folder.glob("*.jpg"))), PAGES)
    client = WindowApp(app, Settings(folder / "state"), connect=lambda: office)
    client.start()
    try:
        _log_in(client.window)
        watch = _Watch(app, _shown(client.window))
        QTimer.singleShot(0, _part(client.window, QPushButton, "worklist.open").click)
        if app.exec():
            raise RuntimeError("not every page was shown")
        return watch.figures(office.first_page_at)
    finally:
        client.stop()


def _log_in(window: QWidget) -> None:
    """Until the list shows the case."""
    _part(window, QLineEdit, "login.username").setText("window1")
    _part(window, QLineEdit, "login.password").setText("right")
    opening = _part(window, QPushButton, "worklist.open")
    waiting, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: waiting.quit() if opening.isVisible() and opening.isEnabled() else None)
    look.start(5)
    QTimer.singleShot(0, _part(window, QPushButton, "login.submit").click)
    waiting.exec()


def _shown(window: QWidget) -> Callable[[], int]:
    """How many pages have their picture; the list is part of the window only once it has been laid out."""
    buttons: list[QToolButton] = []

    def count() -> int:
        if not buttons and window.findChildren(QToolButton, f"case.page.{PAGES}"):
            buttons.extend(_part(window, QToolButton, f"case.page.{number + 1}") for number in range(PAGES))
        return sum(not button.icon().isNull() for button in buttons)

    return count


def _part(window: QWidget, kind: type[W], name: str) -> W:
    found = window.findChildren(kind, name)
    if not found:
        raise RuntimeError(f"no {name}")
    return found[0]


def _plain(app: QApplication, folder: Path) -> dict[str, float]:
    """A list in icon mode; each picture is loaded when it arrives, one a turn of the event loop."""
    office = Office(tuple(sorted(folder.glob("*.jpg"))), PAGES)
    waiting = [page.plain_digest for material in office.case_file("", "").materials for page in material.pages]
    model, view = QStandardItemModel(), QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setIconSize(THUMBNAIL)
    view.setModel(model)
    view.resize(QSize(1920, 1080))
    view.show()

    def arrive() -> None:
        picture = QPixmap()
        picture.loadFromData(office.page("", "", waiting.pop(0)))
        model.appendRow(QStandardItem(QIcon(picture.scaled(THUMBNAIL)), str(model.rowCount() + 1)))
        if not waiting:
            arrivals.stop()

    arrivals = QTimer()
    arrivals.timeout.connect(arrive)
    watch = _Watch(app, model.rowCount)
    arrivals.start(0)
    if app.exec():
        raise RuntimeError("not every page was shown")
    return watch.figures(office.first_page_at)


def main(subject: str, folder: str) -> None:
    keep_constants()
    app = QApplication([])
    measured = {"ours": _ours, "plain": _plain}[subject](app, Path(folder))
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
