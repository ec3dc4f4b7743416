"""The live picture of a document camera in a frame that says whether a page taken now would be good."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from qt_edge.theme import COLOURS

_RADIUS, _BORDER, _CORNER = 10.0, 6.0, 56.0


class PreviewView(QWidget):
    """Black until the first frame; ``words`` stand in the middle while there is no picture."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumSize(320, 240)
        self._picture = QImage()
        self._good = True
        self._words = ""

    def show_frame(self, picture: QImage, *, good: bool) -> None:
        self._picture, self._good = picture, good
        self.update()

    def show_words(self, words: str) -> None:
        """No picture: waiting for the camera, or it is away."""
        self._picture, self._words = QImage(), words
        self.update()

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS["ink"]))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        if self.has_picture:
            place = self._place()
            painter.drawImage(place, self._picture)
            self._draw_corners(painter, place)
        else:
            painter.setPen(QColor(COLOURS["paper"]))
            inside = self.rect().adjusted(24, 24, -24, -24)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        painter.end()

    def _place(self) -> QRectF:
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2,
                      size.width(), size.height())  # fmt: skip

    def _draw_corners(self, painter: QPainter, place: QRectF) -> None:
        colour = QColor(COLOURS["success" if self._good else "warning"])
        painter.setPen(QPen(colour, _BORDER, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        inner = place.adjusted(_BORDER * 2, _BORDER * 2, -_BORDER * 2, -_BORDER * 2)
        for corner, right, down in (
            (inner.topLeft(), 1, 1),
            (inner.topRight(), -1, 1),
            (inner.bottomRight(), -1, -1),
            (inner.bottomLeft(), 1, -1),
        ):
            x, y = corner.x(), corner.y()
            painter.drawLine(corner, QPointF(x + right * _CORNER, y))
            painter.drawLine(corner, QPointF(x, y + down * _CORNER))
