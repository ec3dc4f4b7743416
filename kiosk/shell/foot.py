"""The bar below every screen: the state of the line, and what each citizen may set for this visit."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QWidget

from domain.text import Say, Text, text
from kiosk.shell.comfort import Comfort
from kiosk.shell.status_strip import StatusStrip, StripProps
from qt_edge.theme import COLOURS
from qt_edge.widgets import icon_pixmap
from qt_edge.widgets.role import set_role

ICON = 44


class Foot(QFrame):
    """``assist_asked``, ``language_asked``, ``seat_asked``, ``loudness_asked`` carry nothing.
    Below the screen: within reach of a wheelchair."""

    assist_asked = Signal()
    language_asked = Signal()
    seat_asked = Signal()
    loudness_asked = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._comfort = Comfort()
        set_role(self, "foot")
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.strip = StatusStrip(say)
        self._row.addWidget(self.strip, 1)
        keys = QWidget()
        self._keys = QBoxLayout(QBoxLayout.Direction.LeftToRight, keys)
        self._keys.setContentsMargins(32, 10, 32, 10)
        self._keys.setSpacing(16)
        self._row.addWidget(keys)
        self._language = self._button("shell.language", "foot")
        self._language.clicked.connect(self.language_asked)
        self._seat = self._button("shell.seat", "foot")
        self._seat.clicked.connect(self.seat_asked)
        self._loudness = self._button("shell.loudness", "foot")
        self._loudness.clicked.connect(self.loudness_asked)
        self._assist = self._button("shell.assist", "foot_strong")
        self._assist.clicked.connect(self.assist_asked)
        self.say_again()

    def show_strip(self, props: StripProps) -> None:
        self.strip.show_props(props)

    def show_comfort(self, comfort: Comfort) -> None:
        self._comfort = comfort
        self.say_again()

    def say_again(self) -> None:
        """All words, in the language of now."""
        comfort = self._comfort
        self.strip.say_again()
        self._put(self._language, "language", text("shell.language"))
        self._put(self._assist, "assist", text("shell.assist_off" if comfort.assist else "shell.assist_on"))
        self._put(
            self._seat,
            "raise" if comfort.lowered else "lower",
            text("shell_assist.raise" if comfort.lowered else "shell_assist.lower"),
        )
        self._loudness.setVisible(comfort.assist)
        self._loudness.setEnabled(comfort.speaks)
        loud = text(f"shell_assist.loud_{comfort.loudness}" if comfort.speaks else "shell_assist.no_voice")
        self._put(self._loudness, "sound" if comfort.speaks and comfort.loudness else "mute", loud)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row on a wide screen, two on a tall one. A wide screen is low enough for everybody."""
        super().resizeEvent(event)
        window = self.window().size()
        wide = window.width() > window.height()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._seat.setVisible(not wide)

    def _put(self, button: QPushButton, icon: str, words: Text) -> None:
        strong = button is self._assist
        button.setIcon(QIcon(icon_pixmap(icon, ICON, COLOURS["paper" if strong else "blue_dark"])))
        # A push button leaves four pixels between icon and words, whatever the size of both.
        button.setText(f" {self._say(words)}")
        button.setAccessibleName(self._say(words))

    def _button(self, name: str, role: str) -> QPushButton:
        button = QPushButton("")
        button.setIconSize(QSize(ICON, ICON))
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # By keys only: a touch leaves the focus in the field that is being filled in.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(button, role)
        self._keys.addWidget(button, 3 if role == "foot_strong" else 2)
        return button
