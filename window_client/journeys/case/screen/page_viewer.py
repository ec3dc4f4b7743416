"""One page, large: fit to the width, zoomed or turned for the eye only."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QLabel

from qt_edge.theme import COLOURS

_STEP = 1.25
_SMALLEST, _LARGEST = 0.05, 8.0


class PageViewer(QGraphicsView):
    """Turning and zooming change the view, never the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case.viewer")
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

    def _zoom(self, factor: float) -> None:
        if _SMALLEST < self.transform().m11() * factor < _LARGEST:
            self._fits = False
            self.scale(factor, factor)
