"""A short message over the lower part of its parent that goes away by itself."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from qt_edge.widgets.labels import Label


class Toast(Label):
    """Only for what needs no answer; anything that matters belongs into a ``Notice``."""

    def __init__(self, parent: QWidget, milliseconds: int = 4000) -> None:
        super().__init__("", role="toast", name="toast", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.centred().hide()
        self._over = parent
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.hide)

    def say(self, words: str) -> None:
        self.setText(words)
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, int(self._over.height() * 0.8))
        self.show()
        self.raise_()
        self._timer.start()
