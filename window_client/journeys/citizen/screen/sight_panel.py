"""What is entered, section by section; two buttons below it when it is to be confirmed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Card, Columns, FactRows, Heading, PrimaryButton, SecondaryButton, TouchScroll
from window_client.journeys.citizen.flow import Section, Sight, Words


class SightPanel(QWidget):
    """``agreed()``, ``objected()``. Scrolls with the finger; the clerk's entries keep the place that is read."""

    agreed = Signal()
    objected = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._shown: Sight = ()
        self._scroll = TouchScroll()
        self._no = SecondaryButton(say(text("citizen.wrong")), "citizen.wrong")
        self._yes = PrimaryButton(say(text("citizen.right")), "citizen.right")
        self._no.clicked.connect(self.objected)
        self._yes.clicked.connect(self.agreed)
        buttons = QHBoxLayout()
        buttons.addWidget(self._no)
        buttons.addStretch(1)
        buttons.addWidget(self._yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)

    def present(self, sight: Sight, *, asks: bool) -> None:
        for button in (self._no, self._yes):
            button.setVisible(asks)
        if sight == self._shown:
            return
        self._shown = sight
        content = self._scroll.content
        while (old := content.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if sight:
            half = (len(sight) + 1) // 2
            content.addWidget(Columns(self._cards(sight[:half]), self._cards(sight[half:])))
        content.addStretch(1)

    def _cards(self, sections: Sight) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        for section in sections:
            column.addWidget(self._card(section))
        column.addStretch(1)
        return part

    def _card(self, section: Section) -> Card:
        rows = ((self._words(label), self._words(value), "") for label, value in section.lines)
        return Card().add(Heading(self._say(section.title)), FactRows(rows))

    def _words(self, words: Words) -> str:
        return words if isinstance(words, str) else self._say(words)
