"""A QR code on the screen, black on white with its quiet zone."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from qt_edge.widgets.labels import Label

_QUIET = 4
"""Modules of white around, as ISO/IEC 18004 wants."""


class QrImage(Label):
    def __init__(self, payload: str, size: int, name: str = "") -> None:
        super().__init__(name=name)
        self.setPixmap(qr_pixmap(payload, size))
        self.centred()


def qr_pixmap(payload: str, size: int) -> QPixmap:
    modules = _modules(payload)
    picture = QPixmap(size, size)
    picture.fill(QColor("white"))
    unit = size / len(modules)
    painter = QPainter(picture)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("black"))
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                painter.drawRect(QRectF(column * unit, row * unit, unit, unit))
    painter.end()
    return picture


@lru_cache(maxsize=2)
def _modules(payload: str) -> list[list[bool]]:
    """A guide of a hundred modules takes a tenth of a second, and is drawn anew with every word of the printer."""
    import qrcode

    code = qrcode.QRCode(border=_QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(payload)
    code.make(fit=True)
    return code.get_matrix()
