"""Draws every screen of the kiosk in every state, tall and wide, standard and elder edition, Chinese and English.

``python tools/kiosk_screens.py OUT [--only WORD]``: one PNG each, without a display.
``--docs``: what the documentation shows: some screens whole, and one contact sheet a shape, edition and language.
``--check``: no pictures; what is wrong with the screens, one line each (``tools/screen_findings.py``).
"""

import argparse
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from assets.texts import Texts
from kiosk.shell.comfort import Comfort
from kiosk.shell.main_window import MainWindow
from kiosk.shell.status_strip import strip_props
from qt_edge.lasting_constants import keep_constants
from qt_edge.take_down import take_down
from qt_edge.theme import Theme, apply_theme
from tools.contact_sheet import contact_sheet
from tools.kiosk_samples import NOW, Sample, samples
from tools.screen_findings import AA, AAA, findings

Language = Literal["zh", "en"]
SIZES = {"tall": (1080, 1920), "wide": (1920, 1080)}
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOCS = ("home", "identify-read", "guide", "form", "materials-fed", "review", "done-printed", "progress-correction",
        "maintenance")  # fmt: skip
THUMBS = {"tall": (162, 288), "wide": (288, 162)}
COLUMNS = {"tall": 16, "wide": 9}


def draw(
    app: QApplication,
    sample: Sample,
    size: tuple[int, int],
    *,
    assist: bool = False,
    language: Language = "zh",
    lowered: bool = False,
) -> MainWindow:
    """A window that shows the sample; the caller grabs it and puts it away."""
    say = _texts(language)
    window = MainWindow(say)
    window.resize(*size)
    window.show_node("余姚市政务服务中心自助服务区")
    window.show_time(NOW)
    window.show_comfort(Comfort(assist=assist, speaks=True, lowered=lowered))
    window.show_strip(strip_props(True, 0, 0))
    window.show_countdown(None if sample.at_home else 58, warn=False)
    screen = sample.screen(say, assist=assist or lowered)
    window.show_screen(screen, back=sample.back, home=not sample.at_home)
    window.show()
    for _ in range(3):
        app.sendPostedEvents()
        app.processEvents()
    return window


@cache
def _texts(language: Language) -> Texts:
    return Texts(language)


def put_away(app: QApplication, window: MainWindow) -> None:
    window.cover()
    window.close()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def editions(app: QApplication) -> Iterator[tuple[str, bool, Language]]:
    """Shape, elder edition, language: the style is set for it when it comes."""
    for assist in (False, True):
        apply_theme(app, Theme("kiosk", assist=assist))
        for language in LANGUAGES:
            for shape in SIZES:
                yield shape, assist, language


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=Path("docs/screens"))
    parser.add_argument("--only", default="")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    keep_constants()
    app = QApplication([])
    if arguments.check:
        return _check(app, arguments.only)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for shape, assist, language in editions(app):
        edition = f"{shape}{'-elder' if assist else ''}{'' if language == 'zh' else '-en'}"
        sheet: list[tuple[str, Image.Image]] = []
        for sample in samples():
            if arguments.only not in sample.name:
                continue
            picture = _picture(app, sample, shape, assist=assist, language=language)
            file = arguments.out / f"kiosk-{sample.name}-{edition}.png"
            if not arguments.docs:
                picture.save(file)
            elif edition in SIZES and sample.name in DOCS:
                picture.quantize(32).save(file, optimize=True)
            sheet.append((sample.name, picture.resize(THUMBS[shape], Image.Resampling.LANCZOS)))
        if arguments.docs:
            contact_sheet(sheet, COLUMNS[shape], vivid=assist).save(
                arguments.out / f"all-kiosk-{edition}.png", optimize=True
            )
    take_down(app)
    return 0


def _picture(app: QApplication, sample: Sample, shape: str, *, assist: bool, language: Language) -> Image.Image:
    window = draw(app, sample, SIZES[shape], assist=assist, language=language)
    picture: Image.Image = Image.fromqpixmap(window.grab()).convert("RGB")
    put_away(app, window)
    return picture


def _check(app: QApplication, only: str) -> int:
    wrong = 0
    for shape, assist, language in editions(app):
        for sample in samples():
            if only not in sample.name:
                continue
            window = draw(app, sample, SIZES[shape], assist=assist, language=language)
            for line in findings(window, contrast=AAA if assist else AA):
                wrong += 1
                print(f"{sample.name} {shape} {'elder' if assist else 'standard'} {language}: {line}")
            put_away(app, window)
    print(f"{wrong} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
