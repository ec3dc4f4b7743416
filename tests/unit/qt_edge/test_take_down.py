"""A process with screens that only their slots hold ends cleanly."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_SCREENS = """
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from qt_edge.lasting_constants import keep_constants
from qt_edge.take_down import take_down

class Screen(QWidget):
    told = Signal(str)

    def __init__(self):
        super().__init__()
        lines, row = QVBoxLayout(self), QHBoxLayout()
        self.line = QLineEdit()
        row.addWidget(self.line)
        lines.addLayout(row)
        self.line.textChanged.connect(lambda words: self.told.emit(words))

keep_constants()
app = QApplication([])
for _ in range(20):
    Screen()
assert len(app.topLevelWidgets()) == 20, "nobody but a slot holds them"
"""


def _ends(program: str) -> int:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False).returncode


def test_screens_that_only_slots_hold_do_not_crash_the_end_of_a_process() -> None:
    assert _ends(_SCREENS + "take_down(app)\nassert app.topLevelWidgets() == []") == 0
