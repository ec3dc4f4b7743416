"""What is entered, section by section; two buttons below it when it is to be confirmed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Card, Columns, FactRows, Heading, PrimaryButton, SecondaryButton, TouchScroll
from window_client.journeys.citizen.flow import Section, Sight, Words
from window_client.journeys.citizen.screen.picture_strip import PictureStrip


class SightPanel(QWidget):
    """``agreed()``, ``objected()``, ``picture_wanted(str)``. Scrolls with the finger; the clerk's entries keep the
    place that is read."""

    agreed = Signal()
    objected = Signal()
    picture_wanted = Signal(str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._shown: Sight = ()
        self._scroll = TouchScroll()
        self._columns = QVBoxLayout()
        self._strip = PictureStrip()
        self._pictures = Card().add(Heading(say(text("citizen_pictures.title"))), self._strip)
        self._scroll.content.addLayout(self._columns)
        self._scroll.content.addWidget(self._pictures)
        self._scroll.content.addStretch(1)
        self._strip.wanted.connect(self.picture_wanted)
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
        """What is asked to be checked is checked from its beginning."""
        if asks and self._yes.isHidden():
            self._scroll.verticalScrollBar().setValue(0)
        for button in (self._no, self._yes):
            button.setVisible(asks)
        if sight == self._shown:
            return
        self._shown = sight
        while (old := self._columns.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if sight:
            half = (len(sight) + 1) // 2
            self._columns.addWidget(Columns(self._cards(sight[:half]), self._cards(sight[half:])))
        shots = tuple(shot for section in sight for shot in section.shots)
        self._pictures.setVisible(bool(shots))
        self._strip.present(shots)

    def show_picture(self, name: str, image: QImage) -> None:
        self._strip.show_picture(name, image)

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
