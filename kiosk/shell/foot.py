"""The bar below every screen: the state of the line, and what each citizen may set for this visit."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from domain.text import Say, text
from kiosk.shell.status_strip import StatusStrip, StripProps
from qt_edge.theme import COLOURS
from qt_edge.widgets import icon_pixmap
from qt_edge.widgets.role import set_role

ICON = 44


class Foot(QFrame):
    """``assist_asked``, ``language_asked`` carry nothing. Below the screen: within reach of a wheelchair."""

    assist_asked = Signal()
    language_asked = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        set_role(self, "foot")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 48, 0)
        row.setSpacing(20)
        self.strip = StatusStrip(say)
        row.addWidget(self.strip, 1)
        self._language = self._button("shell.language", "language", "foot")
        self._language.clicked.connect(self.language_asked)
        self._assist = self._button("shell.assist", "assist", "foot_strong")
        self._assist.clicked.connect(self.assist_asked)
        row.addWidget(self._language, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._assist, 0, Qt.AlignmentFlag.AlignVCenter)
        self._is_assist = False
        self.say_again()

    def show_strip(self, props: StripProps) -> None:
        self.strip.show_props(props)

    def show_assist(self, on: bool) -> None:
        self._is_assist = on
        self.say_again()

    def say_again(self) -> None:
        """All words, in the language of now."""
        self.strip.say_again()
        self._language.setText(_beside_icon(self._say(text("shell.language"))))
        self._assist.setText(
            _beside_icon(self._say(text("shell.assist_off" if self._is_assist else "shell.assist_on")))
        )

    def _button(self, name: str, icon: str, role: str) -> QPushButton:
        colour = COLOURS["paper" if role == "foot_strong" else "blue_dark"]
        button = QPushButton(QIcon(icon_pixmap(icon, ICON, colour)), "")
        button.setIconSize(QSize(ICON, ICON))
        button.setObjectName(name)
        button.setAutoDefault(False)
        set_role(button, role)
        return button


def _beside_icon(words: str) -> str:
    """A push button leaves four pixels between icon and words, whatever the size of both."""
    return f" {words}"
