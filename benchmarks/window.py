"""The clerk's window at its heavy moments: a pile of 60 duplex sheets comes through the scanner
(``window_pile.py``), beside a plain ``QListView`` of the same pictures; one of 500 pages, with keys pressed in the
middle of it (``window_keys.py``); and a case of 120 pages opens. ``only="pile500"`` measures the 500 pages alone.

A stall is the time between two turns of the event loop, from the key to the last thumbnail. Each subject runs
offscreen in processes of its own, so that its memory is its own; they take turns. The pages of the case come from an
in-process platform (``window_office.py``): the line's own time is in ``bench sync``, not here.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from benchmarks.report import Report
from benchmarks.window_office import Office, scan_sheets
from benchmarks.window_pile import SHEETS, plain_list, scan_500, scan_pile
from benchmarks.window_watch import Watch, log_in, part
from qt_edge.lasting_constants import keep_constants
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings

CASE_PAGES = 120
PICTURES = 6
REPEATS = 2
_LONGEST_S = 500


def run(only: str = "") -> Report:
    with tempfile.TemporaryDirectory(prefix="ow") as name:
        scan_sheets(Path(name), PICTURES)
        if only == "pile500":
            return Report("window", _many(name), {}, {})
        runs: dict[str, list[dict[str, float]]] = {"pile": [], "case": [], "plain": []}
        for turn in range(REPEATS):
            for subject in sorted(runs, reverse=bool(turn % 2)):
                runs[subject].append(_child(subject, name))
        many = _many(name)
    pile, case, plain = (_worst_and_median(runs[subject]) for subject in ("pile", "case", "plain"))
    ratios = {f"{key}_vs_qlistview": pile[key] / plain[key] for key in plain}
    figures = {"sheets": SHEETS, **pile, **{f"case_{key}": value for key, value in case.items()}, **many}
    return Report("window", figures, ratios, {"qlistview": plain})


def _many(folder: str) -> dict[str, float]:
    return {f"pile500_{key}": value for key, value in _child("pile500", folder).items()}


def _worst_and_median(runs: list[dict[str, float]]) -> dict[str, float]:
    """The worst stall and memory of all runs, the median of the times."""
    return {key: (max if key in ("max_stall_ms", "peak_rss_mb") else statistics.median)(run[key] for run in runs)
            for key in runs[0]}  # fmt: skip


def _child(subject: str, folder: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window", subject, folder],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        timeout=_LONGEST_S,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _open_case(app: QApplication, folder: Path) -> dict[str, float]:
    apply_theme(app, Theme("window"))
    office = Office(tuple(sorted(folder.glob("*.jpg"))), CASE_PAGES)
    client = WindowApp(app, Settings(folder / "state"), connect=lambda: office)
    client.start()
    try:
        log_in(client.window)
        watch = Watch(app, _shown(client.window), CASE_PAGES)
        QTimer.singleShot(0, part(client.window, QPushButton, "worklist.open").click)
        if app.exec():
            raise RuntimeError("not every page was shown")
        return watch.figures(office.first_page_at)
    finally:
        client.stop()


def _shown(window: QWidget) -> Callable[[], int]:
    """How many pages have their picture; the list is part of the window only once it has been laid out."""
    buttons: list[QToolButton] = []

    def count() -> int:
        if not buttons and window.findChildren(QToolButton, f"case.page.{CASE_PAGES}"):
            buttons.extend(part(window, QToolButton, f"case.page.{number + 1}") for number in range(CASE_PAGES))
        return sum(not button.icon().isNull() for button in buttons)

    return count


_SUBJECTS = {"pile": scan_pile, "pile500": scan_500, "case": _open_case, "plain": plain_list}


def main(subject: str, folder: str) -> None:
    keep_constants()
    app = QApplication([])
    measured = _SUBJECTS[subject](app, Path(folder))
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
