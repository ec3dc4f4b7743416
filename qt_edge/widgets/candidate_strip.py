"""What was typed so far, and under it what it may mean: as many words as there is room for, page by page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.labels import Label
from qt_edge.widgets.role import set_role

MOST = 9
"""Words of a page."""
_GAP = 10
_ICON = QSize(36, 36)


class CandidateStrip(QWidget):
    """``chosen(int)``: place of the word among all. Words are named ``pad.candidate.<n>`` from 1 on each page, the
    others ``pad.candidates_back``, ``pad.candidates_on``, ``pad.typed``."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._words: Sequence[str] = ()
        self._pages = [0]
        """First words of the pages up to the one in sight."""
        self._next = 0
        self._typed = Label(role="soft", name="pad.typed")
        self._buttons = [self._button(f"candidate.{number + 1}") for number in range(MOST)]
        self._back, self._on = self._arrow("candidates_back", "back"), self._arrow("candidates_on", "forward")
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(self._pages[-1] + number))
        self._back.clicked.connect(self._turn_back)
        self._on.clicked.connect(self._turn_on)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self._typed)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._on)
        lines.addLayout(row)

    def offer(self, typed: str, words: Sequence[str]) -> None:
        """From the first page on."""
        self._typed.setText(typed)
        self._words = words
        self._pages = [0]
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages = [0]
        self._fill()

    def _fill(self) -> None:
        start = self._pages[-1]
        shown = self._words[start : start + self._fitting(start)]
        self._next = start + len(shown)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(shown))
            if number < len(shown):
                button.setText(shown[number])
        self._back.setEnabled(start > 0)
        self._on.setEnabled(self._next < len(self._words))

    def _fitting(self, start: int) -> int:
        """How many words from there on have room beside each other; one at least."""
        room = self.width() - self._back.sizeHint().width() - self._on.sizeHint().width() - 2 * _GAP
        for number, word in enumerate(self._words[start : start + MOST]):
            self._buttons[number].setText(word)
            room -= self._buttons[number].sizeHint().width() + _GAP
            if room < 0:
                return max(1, number)
        return MOST

    def _turn_on(self) -> None:
        self._pages.append(self._next)
        self._fill()

    def _turn_back(self) -> None:
        self._pages.pop()
        self._fill()

    def _arrow(self, name: str, icon: str) -> QPushButton:
        arrow = self._button(name)
        arrow.setIcon(QIcon(icon_pixmap(icon, _ICON.width(), COLOURS["blue"])))
        arrow.setIconSize(_ICON)
        arrow.setAccessibleName(icon)
        return arrow

    def _button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"pad.{name}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(button, "candidate")
        return button
