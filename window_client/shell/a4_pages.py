"""A document as PDF of A4 pages (ISO 216), each numbered: for notices and lists that are kept in a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import qrcode
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt, QUrl
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from devices.receipt_printer import code128
from domain.documents.document import Barcode, Document, QrCode
from domain.text import Say, text
from window_client.shell.a4_words import Piece, pieces

_DPI = 300
_MARGIN_MM = 18.0
_FOOT = 0.035
"""Share of the page for its number."""
_BODY_POINTS = 10.5
_GAP_MM = 3.2
"""Between pieces; rows of one table touch."""


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
    setter = _Setter(writer, document, sheet)
    for piece in pieces(document):
        setter.add(piece)
    _draw(writer, setter.pages, sheet, say)
    buffer.close()
    return bytes(buffer.data().data())


@dataclass(frozen=True, slots=True)
class _Placed:
    """``top``: in dots below the upper edge of the page's text."""

    top: float
    words: QTextDocument


class _Setter:
    """Sets piece under piece; one for which there is no room left begins the next page."""

    def __init__(self, writer: QPdfWriter, document: Document, sheet: QRectF) -> None:
        self.pages: list[list[_Placed]] = [[]]
        self._writer = writer
        self._sheet = sheet
        self._pictures = dict(_pictures(document))
        self._bottom = 0.0
        self._head = ""

    def add(self, piece: Piece) -> None:
        words, head = self._laid_out(piece.html), piece.head
        before = self._before(head)
        if self._bottom and self._bottom + _height(*before, words) + self._gap(head) > self._sheet.height():
            self.pages.append([])
            self._bottom, self._head = 0.0, ""
            before = self._before(head)
        self._bottom += self._gap(head)
        for part in (*before, words):
            self.pages[-1].append(_Placed(self._bottom, part))
            self._bottom += _height(part)
        self._head = head

    def _before(self, head: str) -> tuple[QTextDocument, ...]:
        return (self._laid_out(head),) if head and head != self._head else ()

    def _gap(self, head: str) -> float:
        is_inside = not self._bottom or (head and head == self._head)
        return 0.0 if is_inside else _GAP_MM / 25.4 * _DPI

    def _laid_out(self, html: str) -> QTextDocument:
        made = QTextDocument()
        made.documentLayout().setPaintDevice(self._writer)
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(_BODY_POINTS)
        made.setDefaultFont(font)
        made.setDocumentMargin(0)
        for name, image in self._pictures.items():
            made.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
        made.setHtml(html)
        made.setTextWidth(self._sheet.width())
        return made


def _height(*parts: QTextDocument) -> float:
    return sum(part.size().height() for part in parts)


def _draw(writer: QPdfWriter, pages: list[list[_Placed]], sheet: QRectF, say: Say) -> None:
    painter = QPainter(writer)
    foot = QRectF(0, sheet.height(), sheet.width(), writer.height() - sheet.height())
    for number, page in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        for placed in page:
            painter.save()
            painter.translate(0, placed.top)
            placed.words.drawContents(painter)
            painter.restore()
        painter.setFont(QFont(QGuiApplication.font().families(), 9))
        words = say(text("documents_a4.page", n=number, of=len(pages)))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words)
    painter.end()


def _pictures(document: Document) -> Iterable[tuple[str, QImage]]:
    for number, block in enumerate(document.blocks):
        if isinstance(block, QrCode | Barcode):
            yield f"code:{number}", _qr(block.payload) if isinstance(block, QrCode) else _bars(block.payload)


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
