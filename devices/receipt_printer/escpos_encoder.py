"""A document as ESC/POS for a Chinese receipt printer.

Chinese goes out as GB18030 in Chinese mode (``FS &``); sizes by ``GS !``, which counts for Han and
ASCII alike. A line with a character the printer lacks (rare characters of names) goes out as a picture.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from PIL import Image

from devices.receipt_printer import code128, text_columns
from devices.receipt_printer.cjk_font import CELL, CjkFont
from devices.receipt_printer.profile import PrinterProfile
from devices.receipt_printer.raster import raster
from domain.documents.document import (
    Barcode,
    Block,
    Document,
    Emphasis,
    Pair,
    Paragraph,
    QrCode,
    Rule,
    Table,
    Title,
)

_START = b"\x1b@\x1c&"
_FEED_LINE = b"\n"
_LABEL_SHARE = 0.42
_QR_SHARE = 0.62
_QR_QUIET = 8
_QR_SIZES = (3, 8)
_BAR_HEIGHT = 80
_LACKING = "〓"
"""The typesetter's mark for a missing character, where there is no font to draw it."""


@dataclass(frozen=True, slots=True)
class _Style:
    wide: int = 1
    high: int = 1
    bold: bool = False
    centred: bool = False

    def begin(self) -> bytes:
        size = (self.wide - 1) << 4 | (self.high - 1)
        return b"\x1ba%c\x1bE%c\x1d!%c" % (self.centred, self.bold, size)


_PLAIN = _Style()
_CENTRED = _Style(centred=True)


def encode(document: Document, profile: PrinterProfile, letterhead: bytes = b"") -> bytes:
    """The whole job, from reset to cut. ``letterhead``: bytes for its top, as :func:`devices.receipt_printer.logo.logo`
    makes them. Raises ``ValueError`` for a bar code that is not printable ASCII."""
    parts = [_START, letterhead]
    for kind, blocks in groupby(document.blocks, key=type):
        if kind is Pair:
            parts.append(_pairs([block for block in blocks if isinstance(block, Pair)], profile))
        else:
            parts += [_ENCODERS[kind](block, profile) for block in blocks]
    return b"".join([*parts, _PLAIN.begin(), _FEED_LINE, profile.cut])


def _title(block: Title, profile: PrinterProfile) -> bytes:
    double = _Style(2, 2, bold=True, centred=True)
    return _lines(text_columns.wrapped(block.words, profile.columns // 2), double, profile) + _gap(12)


def _emphasis(block: Emphasis, profile: PrinterProfile) -> bytes:
    """Double size when it fits a line, double height when not."""
    style = _Style(2, 2, bold=True, centred=True)
    if text_columns.width(text_columns.cleaned(block.words)) > profile.columns // 2:
        style = replace(style, wide=1)
    lines = text_columns.wrapped(block.words, profile.columns // style.wide)
    return _gap(12) + _lines(lines, style, profile) + _gap(12)


def _paragraph(block: Paragraph, profile: PrinterProfile) -> bytes:
    return _lines(text_columns.wrapped(block.words, profile.columns), _PLAIN, profile) + _gap(6)


def _pairs(pairs: list[Pair], profile: PrinterProfile) -> bytes:
    """Pairs in a row share one column of labels."""
    labels = [_with_colon(text_columns.cleaned(pair.label)) for pair in pairs]
    room = int(profile.columns * _LABEL_SHARE)
    label_columns = max((width for label in labels if (width := text_columns.width(label)) <= room), default=room)
    lines = [
        line
        for label, pair in zip(labels, pairs, strict=True)
        for line in text_columns.pair_lines(label, pair.value, label_columns, profile.columns)
    ]
    return _lines(lines, _PLAIN, profile)


def _with_colon(label: str) -> str:
    if label.rstrip().endswith((":", "：")):
        return label
    return f"{label}: " if label.isascii() else f"{label}："


def _rule(_: Rule, profile: PrinterProfile) -> bytes:
    return _lines(["─" * (profile.columns // 2)], _PLAIN, profile)


def _table(block: Table, profile: PrinterProfile) -> bytes:
    widths = text_columns.column_widths(block.columns, profile.columns)
    heading = text_columns.row_lines([name for name, _ in block.columns], widths)
    rows = [line for row in block.rows for line in text_columns.row_lines(row, widths)]
    return _lines(heading, _Style(bold=True), profile) + _rule(Rule(), profile) + _lines(rows, _PLAIN, profile)


def _qr(block: QrCode, profile: PrinterProfile) -> bytes:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    content = block.payload.encode("utf-8")
    code.add_data(content, optimize=0)
    code.make()
    fitting = int(profile.dots * _QR_SHARE) // (code.modules_count + _QR_QUIET)
    size = max(_QR_SIZES[0], min(_QR_SIZES[1], fitting))
    picture = _CENTRED.begin() + (
        _native_qr(content, size) if profile.native_qr else raster(_enlarged(code.get_matrix(), size), profile.dots)
    )
    caption = _lines(text_columns.wrapped(block.caption, profile.columns), _CENTRED, profile) if block.caption else b""
    return _gap(16) + picture + _gap(12) + caption + _gap(8)


def _native_qr(content: bytes, size: int) -> bytes:
    store = (len(content) + 3).to_bytes(2, "little")
    return b"".join(
        (
            b"\x1d(k\x04\x001A2\x00",
            b"\x1d(k\x03\x001C%c" % size,
            b"\x1d(k\x03\x001E1",
            b"\x1d(k" + store + b"1P0" + content,
            b"\x1d(k\x03\x001Q0",
        )
    )


def _barcode(block: Barcode, profile: PrinterProfile) -> bytes:
    runs = code128.runs(block.payload)
    modules = code128.modules(runs)
    module = next((size for size in (3, 2) if len(modules) * size <= profile.dots * 0.9), 0)
    words = _lines([block.payload], _CENTRED, profile)
    data = code128.escpos_data(block.payload)
    if not module or len(data) > 255:
        return words
    if profile.native_code128:
        bars = b"\x1dH\x00\x1dh%c\x1dw%c\x1dkI%c" % (_BAR_HEIGHT, module, len(data)) + data
    else:
        bars = raster(_enlarged([modules], module).resize((len(modules) * module, _BAR_HEIGHT)), profile.dots)
    return _gap(12) + _CENTRED.begin() + bars + _gap(6) + words + _gap(12)


def _enlarged(matrix: Iterable[Iterable[bool]], size: int) -> Image.Image:
    rows = [list(row) for row in matrix]
    small = Image.new("1", (len(rows[0]), len(rows)))
    small.putdata([int(dot) for row in rows for dot in row])
    return small.resize((small.width * size, small.height * size), Image.Resampling.NEAREST)


def _gap(dots: int) -> bytes:
    return b"\x1bJ%c" % dots


def _lines(lines: Iterable[str], style: _Style, profile: PrinterProfile) -> bytes:
    return style.begin() + b"".join(_line(line, style, profile) for line in lines)


def _line(words: str, style: _Style, profile: PrinterProfile) -> bytes:
    if all(_prints(character, profile) for character in words):
        return words.encode("gb18030") + _FEED_LINE
    try:
        picture = _drawn(words, style, profile)
    except FileNotFoundError:
        lacking = "".join(c if _prints(c, profile) else _LACKING for c in words)
        return lacking.encode("gb18030") + _FEED_LINE
    return raster(picture, profile.dots) + _gap(6)


def _prints(character: str, profile: PrinterProfile) -> bool:
    """Private characters have bytes in GB18030 and no glyph."""
    if "\ue000" <= character <= "\uf8ff":
        return False
    try:
        character.encode(profile.charset)
    except UnicodeEncodeError:
        return False
    return True


def _drawn(words: str, style: _Style, profile: PrinterProfile) -> Image.Image:
    font = CjkFont(bold=style.bold)
    picture = Image.new("L", (profile.dots, CELL * style.high), 0)
    across = text_columns.width(words) * CELL // 2 * style.wide
    left = (profile.dots - across) // 2 if style.centred else 0
    for character in words:
        cell = font.draw(character, wide=style.wide, high=style.high)
        picture.paste(cell, (left, 0))
        left += cell.width
    return picture.point(lambda ink: 255 if ink > 110 else 0, "1")


_ENCODERS: Mapping[type[Block], Callable[[Any, PrinterProfile], bytes]] = {
    Title: _title,
    Emphasis: _emphasis,
    Paragraph: _paragraph,
    Rule: _rule,
    Table: _table,
    QrCode: _qr,
    Barcode: _barcode,
}
