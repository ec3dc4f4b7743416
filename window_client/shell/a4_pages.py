"""A document as PDF of A4 pages (ISO 216), each numbered: for notices and lists that are kept in a file."""

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import groupby

import qrcode
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from devices.receipt_printer import code128
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
from domain.text import Say, text

_DPI = 300
_MARGIN_MM = 18.0
_FOOT = 0.035
"""Share of the page for its number."""
_BODY_POINTS = 10.5
_CODE_MM, _BARS_MM = 28.0, (84.0, 12.0)


def a4_pages(document: Document, say: Say) -> bytes:
    """GUI thread. Raises ``ValueError`` for a barcode of anything but printable ASCII."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins,
                                     QPageLayout.Unit.Millimeter))  # fmt: skip
    writer.setTitle(document.name)
    sheet = QRectF(0, 0, writer.width(), writer.height() * (1 - _FOOT))
    laid_out = _laid_out(document, writer, sheet.size())
    _draw(writer, laid_out, sheet, say)
    buffer.close()
    return bytes(buffer.data().data())


def _laid_out(document: Document, writer: QPdfWriter, size: QSizeF) -> QTextDocument:
    made = QTextDocument()
    made.documentLayout().setPaintDevice(writer)
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(_BODY_POINTS)
    made.setDefaultFont(font)
    made.setDocumentMargin(0)
    made.setPageSize(size)
    for number, block in enumerate(document.blocks):
        if isinstance(block, QrCode | Barcode):
            image = _qr(block.payload) if isinstance(block, QrCode) else _bars(block.payload)
            made.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"code:{number}"), image)
    made.setHtml("".join(_html(document.blocks)))
    return made


def _draw(writer: QPdfWriter, laid_out: QTextDocument, sheet: QRectF, say: Say) -> None:
    pages = laid_out.pageCount()
    painter = QPainter(writer)
    foot = QRectF(0, sheet.height(), sheet.width(), writer.height() - sheet.height())
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * sheet.height())
        laid_out.drawContents(painter, sheet.translated(0, page * sheet.height()))
        painter.restore()
        painter.setFont(QFont(laid_out.defaultFont().families(), 9))
        words = say(text("documents_a4.page", n=page + 1, of=pages))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words)
    painter.end()


def _html(blocks: Sequence[Block]) -> Iterator[str]:
    """Pairs that follow each other stand in one table."""
    numbered = enumerate(blocks)
    for are_pairs, group in groupby(numbered, key=lambda one: isinstance(one[1], Pair)):
        if are_pairs:
            yield _pairs([block for _, block in group if isinstance(block, Pair)])
        else:
            for number, block in group:
                yield _one(number, block)


def _one(number: int, block: Block) -> str:
    match block:
        case Title(words):
            return f'<p align="center" style="font-size:20pt; font-weight:600">{_words(words)}</p>'
        case Emphasis(words):
            return f'<p align="center" style="font-size:14pt; font-weight:600">{_words(words)}</p>'
        case Paragraph(words):
            return f'<p style="line-height:140%">{_words(words)}</p>'
        case Pair():
            return _pairs([block])
        case Rule():
            return "<hr/>"
        case Table():
            return _table(block)
        case QrCode(caption=caption):
            side = _dots(_CODE_MM)
            return (f'<p align="center"><img src="code:{number}" width="{side}" height="{side}"/><br/>'
                    f'{_words(caption)}</p>')  # fmt: skip
        case Barcode(payload):
            wide, high = map(_dots, _BARS_MM)
            return (f'<p align="center"><img src="code:{number}" width="{wide}" height="{high}"/><br/>'
                    f'{_words(payload)}</p>')  # fmt: skip


def _pairs(pairs: Sequence[Pair]) -> str:
    rows = "".join(
        f'<tr><td width="26%">{_words(pair.label)}</td><td width="74%"><b>{_words(pair.value)}</b></td></tr>'
        for pair in pairs
    )
    return f'<table width="100%" cellspacing="0" cellpadding="4">{rows}</table>'


def _table(block: Table) -> str:
    """No boxes: a row that goes over to the next page would leave an empty one behind."""
    head = "".join(f'<th align="left" width="{share}%">{_words(name)}</th>' for name, share in block.columns)
    rows = "".join(_row(row) for row in block.rows)
    return f'<table width="100%" cellspacing="0" cellpadding="8"><thead><tr>{head}</tr></thead>{rows}</table>'


def _row(cells: Sequence[str]) -> str:
    ruled = "".join(f'<td style="border-top:1px solid #888888">{_words(cell)}</td>' for cell in cells)
    return f"<tr>{ruled}</tr>"


def _words(words: str) -> str:
    return escape(words).replace("\n", "<br/>")


def _dots(millimetres: float) -> int:
    """In the unit of Qt's rich text: 96 a inch."""
    return round(millimetres / 25.4 * 96)


def _qr(payload: str) -> QImage:
    """Error correction Q: a fold does not matter."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, box_size=12, border=2)
    made.add_data(payload)
    data = BytesIO()
    made.make_image().save(data)
    return QImage.fromData(data.getvalue())


def _bars(payload: str) -> QImage:
    """One dot a module, ten modules of quiet zone on either side."""
    modules = code128.modules(code128.runs(payload))
    image = QImage(len(modules) + 20, 1, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for at, black in enumerate(modules, 10):
        if black:
            image.setPixelColor(at, 0, Qt.GlobalColor.black)
    return image.scaled(image.width() * 6, 160)
