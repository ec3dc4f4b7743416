"""Separator sheets for the chosen items: one A4 page for each line of the checklist, its code large."""

from collections.abc import Sequence
from io import BytesIO

import qrcode
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QPdfWriter

from domain.catalogue.joint import ChecklistLine
from domain.documents.paper_marks import PaperMark, write_mark
from domain.text import Say, text

_DPI = 300
_CODE = 0.42
"""Share of the page's width."""


def separator_sheets(lines: Sequence[ChecklistLine], say: Say) -> bytes:
    """PDF of A4 pages, one for each line that takes paper."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for number, line in enumerate(lines):
        if number:
            writer.newPage()
        _draw(painter, QRectF(0, 0, writer.width(), writer.height()), line, say)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def _draw(painter: QPainter, page: QRectF, line: ChecklistLine, say: Say) -> None:
    use = line.uses[0]
    code = _code(write_mark(PaperMark(use.item_code, use.id, separator=True)))
    side = page.width() * _CODE
    painter.drawImage(QRectF((page.width() - side) / 2, page.height() * 0.22, side, side), code)
    rows = ((0.08, 22, say(text("counter.separator_title"))), (0.58, 30, line.name))
    for top, points, words in (*rows, (0.74, 13, say(text("counter.separator_body")))):
        painter.setFont(QFont(painter.font().family(), points))
        box = QRectF(page.width() * 0.1, page.height() * top, page.width() * 0.8, page.height() * 0.14)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def _code(words: str) -> QImage:
    """Error correction Q: a punched hole or a staple does not matter."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, box_size=8, border=4)
    made.add_data(words)
    data = BytesIO()
    made.make_image().save(data)
    return QImage.fromData(data.getvalue())
