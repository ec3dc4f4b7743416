"""Processes the kiosk's benchmark starts: ``python -m benchmarks.kiosk_subjects SUBJECT …``, without a display.

``empty`` and ``visit CONFIG [--stand-alone]`` say ``painted`` when their window has first been painted in sight;
``screens`` and ``scan STATE SCANNER CONTROL`` answer one JSON object.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

SHEETS = 40
GIVE_UP_S = 120.0


class FirstPaint(QObject):
    """Says ``painted`` once, when a window that is in sight has been painted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and _in_sight(watched):
            self._app.removeEventFilter(self)
            # A turn later everything of it has been painted and handed to the window system.
            QTimer.singleShot(0, self._say)
        return False

    @staticmethod
    def _say() -> None:
        sys.stdout.write("painted\n")
        sys.stdout.flush()


def _in_sight(widget: QWidget) -> bool:
    handle = widget.windowHandle() if widget.isWindow() else None
    return handle is not None and handle.isExposed()


def empty() -> int:
    app = QApplication(["empty"])
    paint = FirstPaint(app)
    window = QWidget()
    window.showFullScreen()
    status: int = app.exec()
    paint.deleteLater()
    return status


def visit(arguments: list[str]) -> int:
    from kiosk.visit import main

    FirstPaint(QApplication(["visit"]))
    return main(["--config", *arguments])


def screens() -> int:
    """Milliseconds from the step before to the painted screen, for every state of every screen, three times over."""
    from assets.texts import Texts
    from kiosk.shell.main_window import MainWindow
    from qt_edge.theme import Theme, apply_theme
    from tools.kiosk_samples import samples

    app = QApplication(["screens"])
    apply_theme(app, Theme("kiosk"))
    say = Texts("zh")
    window = MainWindow(say)
    window.resize(1080, 1920)
    window.show()
    taken = []
    for _ in range(3):
        for sample in samples():
            started = time.perf_counter()
            window.show_screen(sample.screen(say), back=sample.back, home=not sample.at_home)
            app.sendPostedEvents()
            window.repaint()
            taken.append((time.perf_counter() - started) * 1000)
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    print(json.dumps(taken))
    return 0


def scan(state: str, scanner: str, control: str) -> int:
    """The longest turn of the event loop while sheets are scanned, sealed and made durable."""
    from benchmarks.kiosk_scan import ScanWatch
    from devices.simulator_control import ask
    from qt_edge.short_turns import take_short_turns

    take_short_turns()
    app = QApplication(["scan"])
    with tempfile.TemporaryDirectory(prefix="ow") as folder:
        sheets = [{"front": str(page), "back": None} for page in _sheets(Path(folder))]
        ask(Path(control), "load_sheets", sheets=sheets)
        watch = ScanWatch(app, Path(state), scanner, GIVE_UP_S)
        try:
            figures = watch.run()
        finally:
            watch.close()
    print(json.dumps(figures))
    return 0


def _sheets(folder: Path) -> list[Path]:
    from PIL import Image, ImageDraw

    made = []
    for number in range(SHEETS):
        page = Image.new("RGB", (1654, 2339), "white")
        draw = ImageDraw.Draw(page)
        for line in range(60):
            draw.rectangle((160, 160 + line * 34, 1500 - (line * number) % 700, 176 + line * 34), fill="black")
        made.append(folder / f"{number}.jpg")
        page.save(made[-1])
    return made


SUBJECTS: dict[str, Callable[..., Any]] = {"empty": empty, "screens": screens, "scan": scan}

if __name__ == "__main__":
    _, subject, *rest = sys.argv
    sys.exit(visit(rest) if subject == "visit" else SUBJECTS[subject](*rest))
