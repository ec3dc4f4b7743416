"""Draws what an A4 printer at a window prints, side by side: ``tools/window_a4_prints.py FILE.png [--en]``.

A notice of corrections, a refusal, a transfer list that goes on, a slip of handover; everybody in them is invented.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "unit" / "window_client")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import handover_states as states  # noqa: E402 - the path above comes first
import pypdfium2  # noqa: E402
import test_transfer_lists as lists  # noqa: E402
import window_samples as samples  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from assets.texts import Texts  # noqa: E402
from domain.contract.clerk import Action  # noqa: E402
from domain.documents.document import Document  # noqa: E402
from domain.documents.handover_slip import handover_slip  # noqa: E402
from domain.documents.notices import notice  # noqa: E402
from domain.documents.transfer_list import transfer_list  # noqa: E402
from domain.text import Say  # noqa: E402
from qt_edge.lasting_constants import keep_constants  # noqa: E402
from qt_edge.theme import Theme, apply_theme  # noqa: E402
from window_client.shell.a4_pages import a4_pages  # noqa: E402

_SCALE, _GAP, _COLOURS = 1.1, 16, 96
_ROWS = 14


def sheets(say: Say) -> Iterator[Document]:
    actions: tuple[Action, ...] = ("ask_correction", "reject")
    for action in actions:
        yield notice(samples.reply_to(samples.decision(action)).notice, say)
    yield transfer_list(lists.made(1).model_copy(update={"cases": (lists.CASE,) * _ROWS}), say)
    yield handover_slip(states.FACTS, say)


def main() -> None:
    parser = argparse.ArgumentParser(description="what an A4 printer prints")
    parser.add_argument("file", type=Path)
    parser.add_argument("--en", action="store_true")
    arguments = parser.parse_args()
    keep_constants()
    app = QApplication([])
    apply_theme(app, Theme("window"))
    say = Texts("en" if arguments.en else "zh")
    pages = [page.render(scale=_SCALE).to_pil() for document in sheets(say)
             for page in pypdfium2.PdfDocument(BytesIO(a4_pages(document, say)))]  # fmt: skip
    width = sum(page.width + _GAP for page in pages) - _GAP
    whole = Image.new("RGB", (width, pages[0].height), "#808080")
    at = 0
    for page in pages:
        whole.paste(page, (at, 0))
        at += page.width + _GAP
    whole.quantize(_COLOURS).save(arguments.file, optimize=True)


if __name__ == "__main__":
    main()
