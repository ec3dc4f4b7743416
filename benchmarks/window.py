"""The clerk's window at its heavy moments: a pile of 60 duplex sheets comes through the scanner
(``window_pile.py``), beside a plain ``QListView`` of the same pictures; one of 500 pages, with keys pressed in the
middle of it (``window_keys.py``); and a case of 120 pages opens.

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
_LONG = "pile500"
"""Once is enough: over two minutes."""
_ORDER = ("case", "pile", "plain", _LONG)
_LONGEST_S = 500


def run(only: str | None = None) -> Report:
    """``only``: one of ``pile``, ``plain``, ``case``, ``pile500``."""
    chosen = [subject for subject in _ORDER if only in (None, subject)]
    if not chosen:
        raise ValueError(f"--only: one of {', '.join(_ORDER)}")
    runs: dict[str, list[dict[str, float]]] = {subject: [] for subject in chosen}
    with tempfile.TemporaryDirectory(prefix="ow") as name:
        scan_sheets(Path(name), PICTURES)
        for turn in range(REPEATS):
            for subject in reversed(chosen) if turn % 2 else chosen:
                if turn == 0 or subject != _LONG:
                    runs[subject].append(_child(subject, name))
    return _report({subject: _worst_and_median(measured) for subject, measured in runs.items()})


def _report(measured: dict[str, dict[str, float]]) -> Report:
    figures: dict[str, float] = {}
    for subject in measured.keys() - {"plain"}:
        prefix = "" if subject == "pile" else f"{subject}_"
        figures |= {f"{prefix}{key}": value for key, value in measured[subject].items()}
    pile, plain = measured.get("pile"), measured.get("plain")
    if pile:
        figures["sheets"] = SHEETS
    ratios = {f"{key}_vs_qlistview": pile[key] / plain[key] for key in plain} if pile and plain else {}
    return Report("window", figures, ratios, {"qlistview": plain} if plain else {})


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
