"""A field that takes the ink of a pen, a finger or a mouse."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qt_edge.ink_strokes import InkBox, InkCurve, InkPoint, Strokes

INK_WIDTH = 5.0
_DOT = 1.0
"""Length of a dot: Qt draws nothing of a path that has none."""
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class InkField(QWidget):
    """Who derives from it paints what is behind the ink. Not inside something that a finger scrolls: the finger would
    pull it.

    Signals: ``changed()`` after each stroke, ``undo()`` and ``clear()``.
    """

    changed = Signal()

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        """``words``: to a screen reader."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.strokes = Strokes()
        self._down = False
        self._finger: int | None = None

    @property
    def is_down(self) -> bool:
        """Whether a stroke is being drawn."""
        return self._down

    def clear(self) -> None:
        self._lift()
        self.strokes.clear()
        self._say_changed()

    def undo(self) -> None:
        """Takes the last stroke back."""
        self._lift()
        self.strokes.undo()
        self._say_changed()

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

    def draw_ink(self, painter: QPainter, place: QRectF) -> None:
        draw_strokes(painter, self.strokes, place)

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
        if not self.strokes:
            self.update()
        self.strokes.begin(InkPoint(at.x(), at.y(), pressure))
        self._update_newest()

    def _go_on(self, at: QPointF, pressure: float = 0.5) -> None:
        if not self._down:
            return
        inside = QRectF(self.rect())
        x = min(max(at.x(), inside.left()), inside.right())
        y = min(max(at.y(), inside.top()), inside.bottom())
        self.strokes.go_on(InkPoint(x, y, pressure))
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
        self.update(ink_rectangle(self.strokes.newest(), INK_WIDTH * 2).toAlignedRect())


def draw_strokes(painter: QPainter, strokes: Strokes, place: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for curve in strokes.curves():
        path = _path(curve)
        width = INK_WIDTH * (0.5 + curve.by.pressure)
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


def ink_rectangle(box: InkBox, margin: float) -> QRectF:
    return QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top).adjusted(
        -margin, -margin, margin, margin
    )
