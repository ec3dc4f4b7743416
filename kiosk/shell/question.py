"""A question over the whole screen: the screen behind is dimmed and out of reach."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qt_edge.widgets import BodyText, Card, PrimaryButton, SecondaryButton, Title


class Question(QWidget):
    """``stayed``: go on here; ``left``: leave; ``kept``: keep it for later. Buttons are named as given: stay, leave,
    keep."""

    stayed = Signal()
    left = Signal()
    kept = Signal()

    def __init__(self, over: QWidget, names: tuple[str, str, str]) -> None:
        super().__init__(over)
        self._over = over
        outer = QVBoxLayout(self)
        outer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = Card(margin=56)
        card.setMaximumWidth(900)
        card.setMinimumWidth(760)
        self._body = BodyText()
        self._title = Title()
        card.add(self._title, self._body)
        self._keep = SecondaryButton("", names[2])
        self._keep.clicked.connect(self.kept)
        card.add(self._keep)
        row = QHBoxLayout()
        row.setSpacing(28)
        self._leave = leave = SecondaryButton("", names[1])
        leave.clicked.connect(self.left)
        self._stay = stay = PrimaryButton("", names[0])
        stay.clicked.connect(self.stayed)
        row.addWidget(leave)
        row.addStretch(1)
        row.addWidget(stay)
        card.add(row)
        outer.addWidget(card)
        over.installEventFilter(self)
        self.hide()

    def ask(self, title: str, body: str, stay: str, leave: str, keep: str = "") -> None:
        """Without ``keep`` there is nothing to be kept."""
        self._keep.setVisible(bool(keep))
        self._keep.setText(keep)
        self._title.setText(title)
        self._body.setText(body)
        self._stay.setText(stay)
        self._leave.setText(leave)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(10, 25, 45, 170))
        painter.end()
