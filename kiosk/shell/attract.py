"""What nobody's screen shows: a few messages in turn, until somebody touches it. Darker at night."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.text import Say, Text, text
from qt_edge.widgets import Label

TURN_MS = 8000
MESSAGES: Sequence[Text] = tuple(text(f"attract.message_{number}") for number in (1, 2, 3))
_DAY, _NIGHT = QColor("#1B4A87"), QColor("#0A1626")


class Attract(QWidget):
    """Covers ``over`` while it rests; the touch that wakes it touches nothing below."""

    def __init__(self, say: Say, over: QWidget) -> None:
        super().__init__(over)
        self._say = say
        self._over = over
        self._night = False
        self._turn = 0
        lines = QVBoxLayout(self)
        lines.setContentsMargins(80, 80, 80, 160)
        lines.addStretch(2)
        self._message = Label(role="attract").wrapped().centred()
        self._touch = Label(role="attract_touch").wrapped().centred()
        lines.addWidget(self._message)
        lines.addStretch(2)
        lines.addWidget(self._touch)
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self._next)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def rest(self, *, night: bool) -> None:
        self._night = night
        self._touch.setText(self._say(text("attract.touch")))
        self._next()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._timer.start()

    def wake(self) -> None:
        self._timer.stop()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _NIGHT if self._night else _DAY)
        painter.end()

    def _next(self) -> None:
        self._message.setText(self._say(MESSAGES[self._turn % len(MESSAGES)]))
        self._turn += 1
