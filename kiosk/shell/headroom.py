"""What stands above the header while everything to touch is moved down for a seated citizen."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Label
from qt_edge.widgets.role import set_role


class Headroom(QFrame):
    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        set_role(self, "headroom")
        lines = QVBoxLayout(self)
        self._words = Label(role="heading").wrapped().centred()
        lines.addWidget(self._words)
        self.hide()
        self.say_again()

    def say_again(self) -> None:
        self._words.setText(self._say(text("shell_assist.lowered")))
