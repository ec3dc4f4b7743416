"""The second screen: a head with the hall and the number served, and one panel below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from domain.case.evaluation import LEVELS
from domain.text import Say, text
from qt_edge.widgets import Label, Notice
from qt_edge.widgets.buttons import RowButton
from qt_edge.widgets.role import set_role
from window_client.journeys.citizen.presenter import CitizenProps, Panel
from window_client.journeys.citizen.screen.pad_panel import PadPanel
from window_client.journeys.citizen.screen.sight_panel import SightPanel

_PANELS: tuple[Panel, ...] = ("words", "sight", "pad", "rating")


class CitizenScreen(QWidget):
    """``agreed()``, ``objected()``, ``signed(PNG: bytes)``, ``graded(level: int)``, ``escaped()``,
    ``picture_wanted(str)``: a thumbnail by its name."""

    agreed = Signal()
    objected = Signal()
    signed = Signal(bytes)
    graded = Signal(int)
    escaped = Signal()
    picture_wanted = Signal(str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.citizen")
        set_role(self, "ground")
        self._say = say
        self._hall = Label(role="title_on_blue", name="citizen.hall").wrapped()
        self._served = Label(role="title_on_blue", name="citizen.served")
        self._title = Label(role="title", name="citizen.title").wrapped()
        self._hint = Label(role="soft", name="citizen.hint").wrapped()
        self._large = Label(role="huge", name="citizen.large").wrapped().centred()
        self._below = Label(role="large_soft").wrapped().centred()
        self._note = Notice(name="citizen.note")
        self._sight, self._pad = SightPanel(say), PadPanel(say)
        self._stack = QStackedWidget()
        self._lay_out()
        self._sight.agreed.connect(self.agreed)
        self._sight.picture_wanted.connect(self.picture_wanted)
        self._sight.objected.connect(self.objected)
        self._pad.objected.connect(self.objected)
        self._pad.signed.connect(self.signed)

    def present(self, props: CitizenProps, state: str) -> None:
        self.setProperty("state", state)
        self._hall.setText(props.hall or self._say(text("citizen.hall")))
        self._served.setText(self._say(props.served) if props.served else "")
        for title, hint in ((self._title, self._hint), (self._large, self._below)):
            title.setText(self._say(props.title))
            hint.setText(self._say(props.hint))
        for small in (self._title, self._hint):
            small.setVisible(props.panel != "words")
        words, kind = props.note or (None, "info")
        self._note.say(self._say(words) if words else "", kind)
        self._sight.present(props.sight, asks=props.asks)
        if props.panel != "pad":
            self._pad.clear()
        self._stack.setCurrentIndex(_PANELS.index(props.panel))

    def show_picture(self, name: str, image: QImage) -> None:
        self._sight.show_picture(name, image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _rating(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        for level in LEVELS:
            button = RowButton(self._say(text(f"evaluation.level_{level}")), name=f"citizen.grade.{level}")
            button.clicked.connect(lambda _checked=False, given=level: self.graded.emit(given))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            column.addWidget(button)
        return panel

    def _words(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setSpacing(24)
        column.addStretch(2)
        column.addWidget(self._large)
        column.addWidget(self._below)
        column.addStretch(3)
        return panel

    def _lay_out(self) -> None:
        for panel in (self._words(), self._sight, self._pad, self._rating()):
            self._stack.addWidget(panel)
        head = QFrame()
        set_role(head, "header")
        row = QHBoxLayout(head)
        row.setContentsMargins(36, 20, 36, 20)
        row.addWidget(self._hall, 1)
        row.addWidget(self._served)
        body = QVBoxLayout()
        body.setContentsMargins(48, 32, 48, 32)
        body.setSpacing(18)
        body.addWidget(self._title)
        body.addWidget(self._hint)
        body.addWidget(self._note)
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)
