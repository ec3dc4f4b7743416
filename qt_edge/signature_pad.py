"""Where a person signs by hand: with a pen, a finger or a mouse."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from domain.contract.signature import SIGNATURE_BYTES
from qt_edge.ink_field import INK_WIDTH, InkField, draw_strokes, ink_rectangle
from qt_edge.ink_strokes import Strokes
from qt_edge.theme import COLOURS

_LONGEST, _MARGIN = 1000.0, 0.08
_SMALLEST = (480, 200)


class SignaturePad(InkField):
    """A white field with a line to sign on. ``words`` say what to do, to the eye until the first stroke and to a
    screen reader."""

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, name, parent)
        self.setMinimumSize(*_SMALLEST)
        self._words = words

    @property
    def is_signed(self) -> bool:
        """Long enough, and not one dot; false while the pen is down."""
        return not self.is_down and self.strokes.is_signature(self.height())

    def picture(self) -> bytes:
        """PNG, black on white, cropped with a margin, at most ``SIGNATURE_BYTES``; empty when there is no stroke."""
        if not self.strokes:
            return b""
        longest = _LONGEST
        while len(png := _png(_drawn(self.strokes, longest))) > SIGNATURE_BYTES:
            longest *= 0.7
        return png

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(COLOURS["line"]), 2))
        painter.setBrush(QColor(COLOURS["paper"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        foot = self.height() * 0.78
        painter.drawLine(QPointF(self.width() * 0.06, foot), QPointF(self.width() * 0.94, foot))
        if not self.strokes:
            painter.setPen(QColor(COLOURS["ink_soft"]))
            inside = self.rect().adjusted(24, 24, -24, -24)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        self.draw_ink(painter, QRectF(event.rect()))
        painter.end()


def _drawn(strokes: Strokes, longest: float) -> QImage:
    box = strokes.box()
    ink = ink_rectangle(box, INK_WIDTH + _MARGIN * max(box.right - box.left, box.bottom - box.top))
    scale = min(2.0, longest / max(ink.width(), ink.height()))
    size = (ink.size() * scale).toSize()
    image = QImage(size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-ink.topLeft())
    draw_strokes(painter, strokes, ink)
    painter.end()
    return image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
