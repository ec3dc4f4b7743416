"""Draws every screen of the kiosk in every state, tall and wide, standard and elder edition.

``python tools/kiosk_screens.py OUT [--only WORD] [--docs]``: one PNG each, without a display.
``--docs``: only the pictures the documentation shows, named as there.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from assets.texts import Texts
from kiosk.shell.main_window import MainWindow
from kiosk.shell.status_strip import strip_props
from qt_edge.theme import Theme, apply_theme
from qt_edge.widgets import LineField
from tools.kiosk_samples import NOW, Sample, samples

SIZES = {"tall": (1080, 1920), "wide": (1920, 1080)}
DOCS = ("home", "identify-read", "search-found", "scenario", "guide", "form", "materials", "materials-fed", "review",
        "done-printed", "progress-correction")  # fmt: skip


def draw(
    app: QApplication,
    sample: Sample,
    size: tuple[int, int],
    *,
    assist: bool = False,
    language: Literal["zh", "en"] = "zh",
) -> MainWindow:
    """A window that shows the sample; the caller grabs and closes it."""
    say = Texts(language)
    window = MainWindow(say)
    window.resize(*size)
    window.show_node("余姚市政务服务中心自助服务区")
    window.show_time(NOW)
    window.show_assist(assist)
    window.show_strip(strip_props(True, 0, 0))
    window.show_countdown(None if sample.at_home else 58, warn=False)
    screen = sample.screen(say, assist=assist)
    for line in screen.findChildren(LineField, "search.input"):
        line.setText(getattr(sample.state, "query", ""))
    window.show_screen(screen, back=sample.back, home=not sample.at_home)
    window.show()
    for _ in range(3):
        app.sendPostedEvents()
        app.processEvents()
    return window


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--docs", action="store_true")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for assist in (False,) if arguments.docs else (False, True):
        apply_theme(app, Theme("kiosk", assist=assist))
        for sample in samples():
            wanted = sample.name in DOCS if arguments.docs else arguments.only in sample.name
            for shape, size in SIZES.items() if wanted else ():
                window = draw(app, sample, size, assist=assist)
                name = f"kiosk-{sample.name}-{shape}{'-elder' if assist else ''}.png"
                window.grab().save(str(arguments.out / name))
                if arguments.docs:
                    Image.open(arguments.out / name).quantize(128).save(arguments.out / name, optimize=True)
                window.cover()
                window.close()
                window.deleteLater()
                app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0


if __name__ == "__main__":
    sys.exit(main())
