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

SHEETS = 60
SIDES_A_MINUTE = 240
"""Twice what a production scanner of 60 sheets a minute gives."""


def scan_pile(app: QApplication, folder: Path) -> dict[str, float]:
    """From the key to the last thumbnail; raises ``RuntimeError`` when a page is missing."""
    apply_theme(app, Theme("window"))
    sheets = sorted(folder.glob("*.jpg"))
    with _scanner(folder / "control") as port:
        scanner = DeviceSpec("scanner", "escl", f"http://127.0.0.1:{port}/eSCL")
        settings = Settings(make_station(folder / f"station-{time.monotonic_ns()}"), devices=(scanner,))
        client = WindowApp(app, settings, connect=lambda: Office(tuple(sheets), 1))
        client.start()
        try:
            log_in(client.window)
            _to_the_workbench(client.window)
            ask(folder / "control", "set_pace", pages_per_minute=SIDES_A_MINUTE)
            pile = [{"front": str(sheets[n % len(sheets)]), "back": str(sheets[n // 2 % len(sheets)])}
                    for n in range(SHEETS)]  # fmt: skip
            ask(folder / "control", "load_sheets", sheets=pile)
            arrivals = _Arrivals()
            watch = Watch(app, arrivals.shown, SHEETS * 2)
            QTest.keyClick(QApplication.focusWidget() or client.window, Qt.Key.Key_F5)
            if app.exec():
                raise RuntimeError(f"{arrivals.shown()} of {SHEETS * 2} pages were shown")
            return watch.figures(arrivals.first_at)
        finally:
            client.stop()


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
    counter: CounterScreen = window.findChild(CounterScreen)
    for key, held, state in (
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "Reception"),
        (Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier, "Paper"),
    ):
        QTest.keyClick(QApplication.focusWidget() or window, key, held)
        wait_for(lambda wanted=state: counter.property("state") == wanted)


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
