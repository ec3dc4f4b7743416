"""Rare characters of names are there on paper and on the screen."""

import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication

from acceptance_platform.paper.sheet import draw
from assets.typefaces import Typeface
from devices.receipt_printer.cjk_font import CjkFont
from domain.documents.document import Document, Pair, Title
from qt_edge.theme import FONTS

RARE = "㛃䶮𠮷𪚥𡕨𪜀𬭊𭒠"
"""Of the extensions A to F; half of them no usual typeface has."""
NO_CHARACTER = "\U0010fffe"


@pytest.fixture(scope="module")
def letters():
    return Typeface("Noto Sans CJK SC").sized(40)


def drawn(letters, words: str) -> bytes:
    picture = Image.new("L", (400, 60), 255)
    letters.draw(ImageDraw.Draw(picture), (4, 44), words, 0)
    return picture.tobytes()


def test_every_rare_character_is_drawn_as_itself(letters):
    pictures = {drawn(letters, character) for character in (*RARE, NO_CHARACTER, " ")}
    assert len(pictures) == len(RARE) + 2


def test_a_name_of_two_typefaces_stands_in_one_line(letters):
    assert letters.length("王𪜀明") == letters.length("王") + letters.length("𪜀") + letters.length("明")
    assert letters.length("王𪜀明") == pytest.approx(3 * 40, abs=2)


def test_in_a_receipt_and_on_a_certificate():
    cells = CjkFont()
    assert len({cells.draw(character).tobytes() for character in (*RARE, NO_CHARACTER)}) == len(RARE) + 1
    papers = [
        draw(Document("某证明", (Title("某证明"), Pair("姓名", f"王{character}"))), "仅供测试").tobytes()
        for character in ("𪜀", NO_CHARACTER)
    ]
    assert papers[0] != papers[1]


def test_on_the_screen(qapp: QApplication):
    for character in RARE:
        layout = QTextLayout(character, QFont(list(FONTS)))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        assert [index for run in layout.glyphRuns() for index in run.glyphIndexes() if index == 0] == [], character
