"""One page, large: fit to the width, zoomed or turned for the eye only."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QLabel, QRubberBand

from qt_edge.theme import COLOURS

_STEP = 1.25
_SMALLEST, _LARGEST = 0.05, 8.0


class PageViewer(QGraphicsView):
    """Turning and zooming change the view, never the page. ``cropped(float, float, float, float)``: left, top, right
    and bottom of what was drawn in :meth:`begin_crop`, as shares of the page."""

    cropped = Signal(float, float, float, float)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._band: QRubberBand | None = None
        self._corner = QPoint()
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setBackgroundBrush(QColor("#5B6673"))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._words = QLabel("", self.viewport())
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setStyleSheet(f"color: {COLOURS['paper']}; background: transparent;")
        self._turned = 0
        self._fits = True

    def show_page(self, image: QImage) -> None:
        """A new page starts upright and as wide as the view."""
        self._words.hide()
        self._turned = 0
        self._item.setPixmap(QPixmap.fromImage(image))
        self._item.setRotation(0)
        self._scene.setSceneRect(self._item.sceneBoundingRect())
        self.fit_width()
        self.verticalScrollBar().setValue(0)

    def say(self, words: str) -> None:
        """Words instead of a page."""
        self._item.setPixmap(QPixmap())
        self._scene.setSceneRect(0, 0, 1, 1)
        self._words.setText(words)
        self._words.setGeometry(self.viewport().rect())
        self._words.show()

    @Slot()
    def fit_width(self) -> None:
        self._fits = True
        width = self._scene.sceneRect().width()
        if self._item.pixmap().isNull() or width <= 0:
            return
        self.resetTransform()
        factor = (self.viewport().width() - 16) / width
        self.scale(factor, factor)

    @Slot()
    def zoom_in(self) -> None:
        self._zoom(_STEP)

    @Slot()
    def zoom_out(self) -> None:
        self._zoom(1 / _STEP)

    @Slot()
    def turn(self) -> None:
        """A quarter clockwise."""
        self._turned = (self._turned + 90) % 360
        self._item.setTransformOriginPoint(self._item.boundingRect().center())
        self._item.setRotation(self._turned)
        self._scene.setSceneRect(self._item.sceneBoundingRect())
        self.fit_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._words.setGeometry(self.viewport().rect())
        if self._fits:
            self.fit_width()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    def begin_crop(self) -> None:
        """The next drag draws a frame instead of moving the page."""
        if self._band is None:
            self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    @property
    def is_cropping(self) -> bool:
        return self._band is not None

    def end_crop(self) -> None:
        if self._band is not None:
            self._band.hide()
            self._band.deleteLater()
            self._band = None
            self.viewport().unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._band is None:
            super().mousePressEvent(event)
            return
        self._corner = event.position().toPoint()
        self._band.setGeometry(QRect(self._corner, self._corner))
        self._band.show()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._band is None:
            super().mouseMoveEvent(event)
        else:
            self._band.setGeometry(QRect(self._corner, event.position().toPoint()).normalized())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._band is None:
            super().mouseReleaseEvent(event)
            return
        drawn = self.mapToScene(self._band.geometry()).boundingRect()
        whole = self._scene.sceneRect()
        self.end_crop()
        if whole.width() > 1 and whole.height() > 1:
            left, right = ((x - whole.left()) / whole.width() for x in (drawn.left(), drawn.right()))
            top, bottom = ((y - whole.top()) / whole.height() for y in (drawn.top(), drawn.bottom()))
            self.cropped.emit(left, top, right, bottom)

    def _zoom(self, factor: float) -> None:
        if _SMALLEST < self.transform().m11() * factor < _LARGEST:
            self._fits = False
            self.scale(factor, factor)
