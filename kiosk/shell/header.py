"""The blue bar above every screen: whose terminal, what time, how long, and the ways out."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.clock import CHINA
from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Label, icon_pixmap
from qt_edge.widgets.role import set_role

ICON = 40
GESTURE_TOUCHES = 7
GESTURE_MS = 5000


class Header(QFrame):
    """``back_asked``, ``home_asked`` and ``maintenance_asked`` (seven touches beside the buttons) carry nothing."""

    back_asked = Signal()
    home_asked = Signal()
    maintenance_asked = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        set_role(self, "header")
        self._touches: list[int] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(48, 16, 48, 16)
        row.setSpacing(20)
        names = QVBoxLayout()
        names.setSpacing(4)
        self._name = Label(role="title_on_blue").wrapped()
        names.addWidget(self._name)
        self._node = Label(role="caption_on_blue", name="shell.node").wrapped()
        names.addWidget(self._node)
        row.addLayout(names, 1)
        self._countdown = Label(role="title_on_blue", name="nav.countdown")
        self._clock = Label(role="caption_on_blue")
        times = QVBoxLayout()
        times.setSpacing(4)
        times.addWidget(self._countdown, 0, Qt.AlignmentFlag.AlignRight)
        times.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(times)
        self._back = self._button("nav.back", "back")
        self._back.clicked.connect(self.back_asked)
        self._home = self._button("nav.home", "home")
        self._home.clicked.connect(self.home_asked)
        row.addWidget(self._back)
        row.addWidget(self._home)
        self.say_again()

    def say_again(self) -> None:
        """All words, in the language of now; the countdown says its own with the next second."""
        self._name.setText(self._say(text("shell.name")))
        self._back.setText(self._say(text("shell.back")))
        self._home.setText(self._say(text("shell.home")))

    def show_node(self, name: str) -> None:
        self._node.setText(name)

    def show_time(self, now: datetime) -> None:
        self._clock.setText(f"{now.astimezone(CHINA):%H:%M}")

    def show_countdown(self, left: int | None) -> None:
        self._countdown.setVisible(left is not None)
        self._countdown.setText("" if left is None else self._say(text("shell.countdown", n=left)))

    def show_ways(self, *, back: bool, home: bool) -> None:
        self._back.setVisible(back)
        self._home.setVisible(home)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._touches = [*self._touches[1 - GESTURE_TOUCHES :], event.timestamp()]
        if len(self._touches) == GESTURE_TOUCHES and self._touches[-1] - self._touches[0] <= GESTURE_MS:
            self._touches = []
            self.maintenance_asked.emit()

    def _button(self, name: str, icon: str) -> QPushButton:
        button = QPushButton(QIcon(icon_pixmap(icon, ICON, COLOURS["paper"])), "")
        button.setIconSize(QSize(ICON, ICON))
        button.setObjectName(name)
        # By keys only: a touch leaves the focus in the field that is being filled in.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(button, "on_blue")
        return button
