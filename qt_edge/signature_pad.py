"""Where a person signs by hand: with a pen, a finger or a mouse."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.contract.signature import SIGNATURE_BYTES
from qt_edge.signature_strokes import InkBox, InkCurve, InkPoint, Strokes
from qt_edge.theme import COLOURS

_LONGEST, _MARGIN = 1000.0, 0.08
_WIDTH, _SMALLEST = 5.0, (480, 200)
_DOT = 1.0
"""Length of a dot: Qt draws nothing of a path that has none."""
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class SignaturePad(QWidget):
    """A white field with a line to sign on. ``words`` say what to do, to the eye until the first stroke and to a
    screen reader. Not inside something that a finger scrolls: the finger would pull it.

    Signals: ``changed()`` after each stroke, ``undo()`` and ``clear()``.
    """

    changed = Signal()

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setMinimumSize(*_SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._words = words
        self._strokes = Strokes()
        self._down = False
        self._finger: int | None = None

    @property
    def is_signed(self) -> bool:
        """Long enough, and not one dot; false while the pen is down."""
        return not self._down and self._strokes.is_signature(self.height())

    def clear(self) -> None:
        self._lift()
        self._strokes.clear()
        self._say_changed()

    def undo(self) -> None:
        """Takes the last stroke back."""
        self._lift()
        self._strokes.undo()
        self._say_changed()

    def picture(self) -> bytes:
        """PNG, black on white, cropped with a margin, at most ``SIGNATURE_BYTES``; empty when there is no stroke."""
        if not self._strokes:
            return b""
        longest = _LONGEST
        while len(png := _png(_drawn(self._strokes, longest))) > SIGNATURE_BYTES:
            longest *= 0.7
        return png

    def event(self, event: QEvent) -> bool:
        """A touch is taken here, so that a second finger or the ball of the hand does not draw."""
        if isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            self._touched(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        match event.type():
            case QEvent.Type.TabletPress:
                self._begin(event.position(), event.pressure())
            case QEvent.Type.TabletMove:
                self._go_on(event.position(), event.pressure())
            case QEvent.Type.TabletRelease:
                self._end()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(COLOURS["line"]), 2))
        painter.setBrush(QColor(COLOURS["paper"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        foot = self.height() * 0.78
        painter.drawLine(QPointF(self.width() * 0.06, foot), QPointF(self.width() * 0.94, foot))
        if not self._strokes:
            painter.setPen(QColor(COLOURS["ink_soft"]))
            inside = self.rect().adjusted(24, 24, -24, -24)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        _draw(painter, self._strokes, QRectF(event.rect()))
        painter.end()

    def _touched(self, event: QTouchEvent) -> None:
        points = {point.id(): point.position() for point in event.points()}
        if event.type() == QEvent.Type.TouchBegin and not self._down:
            self._finger = next(iter(points))
            self._begin(points[self._finger])
        elif self._finger in points:
            at = next(point for point in event.points() if point.id() == self._finger)
            self._go_on(at.position())
            if event.type() != QEvent.Type.TouchUpdate or at.state() == at.State.Released:
                self._end()

    def _begin(self, at: QPointF, pressure: float = 0.5) -> None:
        if self._down:
            return
        self._down = True
        if not self._strokes:
            self.update()
        self._strokes.begin(InkPoint(at.x(), at.y(), pressure))
        self._update_newest()

    def _go_on(self, at: QPointF, pressure: float = 0.5) -> None:
        if not self._down:
            return
        inside = QRectF(self.rect())
        x = min(max(at.x(), inside.left()), inside.right())
        y = min(max(at.y(), inside.top()), inside.bottom())
        self._strokes.go_on(InkPoint(x, y, pressure))
        self._update_newest()

    def _end(self) -> None:
        if self._down:
            self._lift()
            self._say_changed()

    def _lift(self) -> None:
        self._down, self._finger = False, None

    def _say_changed(self) -> None:
        self.update()
        self.changed.emit()

    def _update_newest(self) -> None:
        self.update(_rectangle(self._strokes.newest(), _WIDTH * 2).toAlignedRect())


def _drawn(strokes: Strokes, longest: float) -> QImage:
    box = strokes.box()
    ink = _rectangle(box, _WIDTH + _MARGIN * max(box.right - box.left, box.bottom - box.top))
    scale = min(2.0, longest / max(ink.width(), ink.height()))
    size = (ink.size() * scale).toSize()
    image = QImage(size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-ink.topLeft())
    _draw(painter, strokes, ink)
    painter.end()
    return image


def _draw(painter: QPainter, strokes: Strokes, place: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for curve in strokes.curves():
        path = _path(curve)
        width = _WIDTH * (0.5 + curve.by.pressure)
        if path.controlPointRect().adjusted(-width, -width, width, width).intersects(place):
            pen = QPen(Qt.GlobalColor.black, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.strokePath(path, pen)


def _path(curve: InkCurve) -> QPainterPath:
    path = QPainterPath(QPointF(*curve.start))
    if curve.start == curve.end:
        path.lineTo(curve.start[0] + _DOT, curve.start[1])
    else:
        path.quadTo(QPointF(curve.by.x, curve.by.y), QPointF(*curve.end))
    return path


def _rectangle(box: InkBox, margin: float) -> QRectF:
    return QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top).adjusted(
        -margin, -margin, margin, margin
    )


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
