"""A shift of Qt calls does not use up ``None``."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_SHIFT = """
from PySide6.QtWidgets import QApplication, QLabel
from qt_edge.lasting_constants import keep_constants
keep_constants()
app = QApplication([])
label = QLabel()
for _ in range(200_000):
    label.setText("")
    label.windowTitleChanged.emit("")
"""


def test_a_process_survives_more_calls_than_there_are_references() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SHIFT],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
