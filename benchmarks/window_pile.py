"""The real workbench while a pile of duplex sheets comes through a scanner on the wire; a list that shows the same."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QImage, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from benchmarks.kiosk_desk import make_station
from benchmarks.window_keys import key_figures
from benchmarks.window_office import Office
from benchmarks.window_watch import Watch, log_in, wait_for
from devices.catalog import DeviceSpec
from devices.simulator_control import ask
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.journeys.counter.screen import CounterScreen
from window_client.journeys.counter.screen.page_grid import PageGrid
from window_client.settings import Settings
from window_client.shell.pages import THUMBNAIL
from window_client.shell.paper_desk import Incoming, PaperDesk

ITEM = "DEMO-010"
SHEETS = 60
MANY = 500
"""Pages."""
SIDES_A_MINUTE = 240
"""Twice what a production scanner of 60 sheets a minute gives."""


def scan_pile(app: QApplication, folder: Path) -> dict[str, float]:
    """From the key to the last thumbnail; raises ``RuntimeError`` when a page is missing."""
    with _scanned(app, folder, SHEETS) as (_, figures):
        return figures


def scan_500(app: QApplication, folder: Path) -> dict[str, float]:
    """The same with 500 pages, and then what keys cost in the middle of them."""
    with _scanned(app, folder, MANY // 2) as (window, figures):
        return {**figures, **key_figures(window, MANY // 2)}


@contextlib.contextmanager
def _scanned(app: QApplication, folder: Path, sheets: int) -> Iterator[tuple[QWidget, dict[str, float]]]:
    """The workbench with the pile on it, and what it took."""
    apply_theme(app, Theme("window"))
    pictures = sorted(folder.glob("*.jpg"))
    with _scanner(folder / "control") as port:
        scanner = DeviceSpec("scanner", "escl", f"http://127.0.0.1:{port}/eSCL")
        settings = Settings(make_station(folder / f"station-{time.monotonic_ns()}"), devices=(scanner,))
        client = WindowApp(app, settings, connect=lambda: Office(tuple(pictures), 1))
        client.start()
        try:
            log_in(client.window)
            _to_the_workbench(client.window)
            ask(folder / "control", "set_pace", pages_per_minute=SIDES_A_MINUTE)
            pile = [{"front": str(pictures[n % len(pictures)]), "back": str(pictures[n // 2 % len(pictures)])}
                    for n in range(sheets)]  # fmt: skip
            ask(folder / "control", "load_sheets", sheets=pile)
            yield client.window, _watched(app, client.window, sheets * 2)
        finally:
            client.stop()


def _watched(app: QApplication, window: QWidget, pages: int) -> dict[str, float]:
    arrivals = _Arrivals()
    watch = Watch(app, arrivals.shown, pages, patience_s=pages * 60 / SIDES_A_MINUTE * 3)
    _press(window, Qt.Key.Key_F5)
    if app.exec():
        raise RuntimeError(f"{arrivals.shown()} of {pages} pages were shown")
    return watch.figures(arrivals.first_at)


def plain_list(app: QApplication, folder: Path) -> dict[str, float]:
    """A ``QListView`` in icon mode; each picture is loaded when it arrives, at the scanner's pace."""
    waiting = [path.read_bytes() for path in sorted(folder.glob("*.jpg"))]
    model, view = QStandardItemModel(), QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setIconSize(THUMBNAIL)
    view.setModel(model)
    view.resize(QSize(1920, 1080))
    view.show()

    def arrive() -> None:
        picture = QPixmap()
        picture.loadFromData(waiting[model.rowCount() % len(waiting)])
        model.appendRow(QStandardItem(QIcon(picture.scaled(THUMBNAIL)), str(model.rowCount() + 1)))
        if model.rowCount() == SHEETS * 2:
            arrivals.stop()

    arrivals = QTimer()
    arrivals.timeout.connect(arrive)
    first_at = time.perf_counter() + 60 / SIDES_A_MINUTE
    watch = Watch(app, model.rowCount, SHEETS * 2)
    arrivals.start(60_000 // SIDES_A_MINUTE)
    if app.exec():
        raise RuntimeError("not every page was shown")
    return watch.figures(first_at)


class _Arrivals:
    """When the first page came out of the scanner, and how many have their picture on the screen. Counted as they come:
    the watch asks a thousand times a second, and must not be what the window is busy with."""

    def __init__(self) -> None:
        self.first_at = 0.0
        self._shown: set[str] = set()
        take, show = PaperDesk.take, PageGrid.show_thumbnail

        def arrived(desk: PaperDesk, incoming: Incoming) -> None:
            self.first_at = self.first_at or time.perf_counter()
            take(desk, incoming)

        def shown(grid: PageGrid, name: str, image: QImage) -> None:
            show(grid, name, image)
            self._shown.add(name)

        PaperDesk.take = arrived  # type: ignore[method-assign]
        PageGrid.show_thumbnail = shown  # type: ignore[method-assign]

    def shown(self) -> int:
        return len(self._shown)


def _to_the_workbench(window: QWidget) -> None:
    """With an item chosen, so that pages are filed as they come."""
    counter: CounterScreen = window.findChild(CounterScreen)
    _press(window, Qt.Key.Key_F2)
    wait_for(lambda: counter.property("state") == "Reception")
    counter.reception.hit_taken.emit(ITEM)
    _press(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    wait_for(lambda: counter.property("state") == "Paper")


def _press(window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


@contextlib.contextmanager
def _scanner(control: Path) -> Iterator[str]:
    """Its port."""
    command = [sys.executable, "-m", "devices.document_scanner.simulator", "--port", "0", "--control", str(control)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1]
        finally:
            process.terminate()
