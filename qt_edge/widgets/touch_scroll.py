"""A scrolling area for fingers: a wide bar, and the finger may pull the content itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from qt_edge.widgets.role import set_role


class TouchScroll(QScrollArea):
    """Only touch events pull: a mouse press goes to the button below it at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.inner = QWidget()
        set_role(self.inner, "plain")
        self.content = QVBoxLayout(self.inner)
        self.content.setContentsMargins(0, 0, 12, 0)
        self.content.setSpacing(20)
        self.setWidget(self.inner)

    def add(self, *parts: QWidget | QLayout) -> "TouchScroll":
        for part in parts:
            if isinstance(part, QLayout):
                self.content.addLayout(part)
            else:
                self.content.addWidget(part)
        return self
