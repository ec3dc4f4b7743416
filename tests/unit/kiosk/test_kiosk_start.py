"""A visit starts with what its home screen needs and loads the rest while nobody touches it."""

import subprocess
import sys

import pytestqt.qtbot
from PySide6.QtWidgets import QApplication

from kiosk.composition.preload import PARTS, Preload

LATER = ("requests", "urllib3", "numpy", "cv2", "PIL", "qrcode", "sqlite_utils", "pypinyin", "escpos",
         "kiosk.composition.stages", "kiosk.composition.filing", "kiosk.journeys.form.screen")  # fmt: skip


def loaded_after(*modules: str) -> set[str]:
    words = "\n".join([f"import {module}" for module in modules] + ["import sys", "print(*sys.modules)"])
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_home_screen_does_without_what_takes_long_to_load() -> None:
    assert loaded_after("kiosk.visit", "kiosk.composition.kiosk").isdisjoint(LATER)


def test_everything_else_of_a_visit_is_loaded_in_advance(qapp: QApplication, qtbot: pytestqt.qtbot.QtBot) -> None:
    assert "kiosk.composition.stages" in PARTS
    preload = Preload()
    qtbot.waitUntil(lambda: set(PARTS) <= sys.modules.keys(), timeout=20_000)
    preload.deleteLater()
