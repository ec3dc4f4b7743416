"""Draws a document on one A4 sheet, black on white, with a pale line across that says what it is for."""

from functools import cache

import qrcode
from PIL import Image, ImageDraw

from assets.typefaces import Letters, Typeface
from domain.documents.document import Block, Document, Emphasis, Pair, Paragraph, QrCode, Rule, Title

DPI = 200
WIDTH, HEIGHT = 1654, 2339
_MARGIN = 190
_LABEL = 430
_BODY, _TITLE, _SMALL = 34, 58, 28
_PALE = 226
_QR = 300


@cache
def _typeface() -> Typeface:
    return Typeface("Noto Sans CJK SC")


def draw(document: Document, across: str) -> Image.Image:
    """``across``: the pale words. Raises ``ValueError`` for what does not fit on one sheet."""
    sheet = Image.new("L", (WIDTH, HEIGHT), 255)
    _watermark(sheet, across)
    pen = _Pen(sheet)
    for block in document.blocks:
        pen.block(block)
    if pen.y > HEIGHT - _MARGIN // 2:
        message = f"{document.name} does not fit on one sheet"
        raise ValueError(message)
    return sheet


class _Pen:
    def __init__(self, sheet: Image.Image) -> None:
        self._sheet = sheet
        self._draw = ImageDraw.Draw(sheet)
        self.y = _MARGIN

    def block(self, block: Block) -> None:
        match block:
            case Title(words):
                self._lines(words, _TITLE, centred=True)
                self.y += 50
            case Emphasis(words):
                self._lines(words, _BODY + 6, centred=True)
            case Paragraph(words):
                self._lines(words, _BODY)
            case Pair(label, value):
                self._pair(label, value)
            case Rule():
                self.y += 14
                self._draw.line((_MARGIN, self.y, WIDTH - _MARGIN, self.y), fill=0, width=2)
                self.y += 30
            case QrCode(payload, caption):
                self._code(payload, caption)
            case _:
                message = f"no {type(block).__name__} on an A4 sheet"
                raise ValueError(message)

    def _pair(self, label: str, value: str) -> None:
        top = self.y
        self._write(label, _typeface().sized(_BODY), (_MARGIN, top), fill=90)
        self._lines(value, _BODY, left=_MARGIN + _LABEL)
        self.y = max(self.y, top + _BODY * 2)

    def _lines(self, words: str, size: int, *, left: int = _MARGIN, centred: bool = False) -> None:
        letters = _typeface().sized(size)
        for line in _broken(words, letters, WIDTH - _MARGIN - left):
            at = (WIDTH - letters.length(line)) / 2 if centred else left
            self._write(line, letters, (at, self.y))
            self.y += round(size * 1.6)
        self.y += round(size * 0.4)

    def _code(self, payload: str, caption: str) -> None:
        code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
        code.add_data(payload)
        code.make(fit=True)
        modules = code.get_matrix()
        picture = Image.new("L", (len(modules), len(modules)), 255)
        picture.putdata([0 if dark else 255 for row in modules for dark in row])
        self._sheet.paste(picture.resize((_QR, _QR), Image.Resampling.NEAREST), (_MARGIN, self.y))
        letters = _typeface().sized(_SMALL)
        for number, line in enumerate(_broken(caption, letters, WIDTH - 2 * _MARGIN - _QR - 30)):
            self._write(line, letters, (_MARGIN + _QR + 30, self.y + 60 + number * round(_SMALL * 1.6)))
        self.y += _QR

    def _write(self, words: str, letters: Letters, top_left: tuple[float, float], fill: int = 0) -> None:
        letters.draw(self._draw, (top_left[0], top_left[1] + letters.ascent), words, fill)


def _broken(words: str, letters: Letters, width: int) -> list[str]:
    """Chinese breaks anywhere; a line of the words stays a line."""
    lines = []
    for paragraph in words.split("\n"):
        line = ""
        for character in paragraph:
            if letters.length(line + character) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


def _watermark(sheet: Image.Image, words: str) -> None:
    layer = Image.new("L", (WIDTH * 2, 160), 255)
    letters = _typeface().sized(56)
    step = max(1, round(letters.length(words) + 160))
    for at in range(0, WIDTH * 2, step):
        letters.draw(ImageDraw.Draw(layer), (at, 40 + letters.ascent), words, _PALE)
    turned = layer.rotate(30, expand=True, fillcolor=255)
    for top in (-900, -300, 300, 900, 1500):
        sheet.paste(_PALE, (-700, top), turned.point(lambda value: 255 if value < 255 else 0))
