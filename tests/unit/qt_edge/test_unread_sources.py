"""In a process of its own: modules that are imported already cannot be imported again."""

import subprocess
import sys

import pytest

SCRIPT = """
import linecache
from PySide6.QtWidgets import QApplication, QLabel
from qt_edge.unread_sources import leave_sources_unread
{first}
import kiosk.journey_map, kiosk.composition.kiosk
print(len([name for name in linecache.cache if "kiosk" in name]))
app = QApplication(["probe", "-platform", "offscreen"])
print(hasattr(QLabel("x"), "setText"))
"""


@pytest.mark.parametrize(("first", "keeps"), [("leave_sources_unread()", False), ("", True)])
def test_no_source_is_kept_in_memory(first: str, keeps: bool) -> None:
    """The second row is PySide6 as it is: when it fails, ``qt_edge.unread_sources`` has nothing left to do."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(first=first)], capture_output=True, text=True, check=True
    )
    kept, *rest = done.stdout.split()
    assert (int(kept) > 0, rest) == (keeps, ["True"])
