"""A cross over a whole window, to be touched as exactly as a finger can."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.labels import BodyText, Title

_ARM = 70
_RING = 44
_WORDS_TOP = 0.22
"""Of the height: clear of targets at a tenth and in the middle."""


class TouchTarget(QWidget):
    """``touched(x, y)``: where a finger came down, in shares of the window."""

    touched = Signal(float, float)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._at = 0.5, 0.5
        self.setObjectName("touch.target")
        self._title, self._hint = Title(parent=self), BodyText(parent=self)
        for words in (self._title, self._hint):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.installEventFilter(self)

    @property
    def at(self) -> tuple[float, float]:
        """In shares of the window."""
        return self._at

    def aim(self, at: tuple[float, float], title: str, hint: str) -> None:
        """``at``: in shares of the window."""
        self._at = at
        self._title.setText(title)
        self._hint.setText(hint)
        self._lay_over()
        self.show()
        self.raise_()
        self.update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lay_over()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Touches come as presses: nothing here takes them as touches."""
        at = event.position()
        self.touched.emit(at.x() / self.width(), at.y() / self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        centre = QPointF(self.width() * self._at[0], self.height() * self._at[1])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(COLOURS["paper"]))
        painter.setPen(QPen(QColor(COLOURS["blue"]), 6))
        painter.drawEllipse(centre, _RING, _RING)
        painter.setPen(QPen(QColor(COLOURS["ink"]), 3))
        painter.drawLine(centre - QPointF(_ARM, 0), centre + QPointF(_ARM, 0))
        painter.drawLine(centre - QPointF(0, _ARM), centre + QPointF(0, _ARM))
        painter.end()

    def _lay_over(self) -> None:
        self.setGeometry(self._over.rect())
        width = int(self.width() * 0.7)
        top = int(self.height() * _WORDS_TOP)
        for words in (self._title, self._hint):
            words.ensurePolished()
            words.setGeometry((self.width() - width) // 2, top, width, words.heightForWidth(width))
            top += words.height() + 12
