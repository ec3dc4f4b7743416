"""The strip of the queue under the header: who is here, how many wait, one key to call the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from domain.text import Say, Text, text
from qt_edge.widgets import Label, PrimaryButton, SecondaryButton
from qt_edge.widgets.role import set_kind, set_role
from window_client.journeys.calls.presenter import CallsProps

_ACTIONS = (
    ("recall", "Ctrl+Shift+R"),
    ("finish", "Ctrl+Shift+E"),
    ("skip", "Ctrl+Shift+S"),
    ("hold", "Ctrl+Shift+H"),
)


class CallStrip(QFrame):
    """``asked(str, str, str)``: call, number, window to transfer to."""

    asked = Signal(str, str, str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("calls.strip")
        set_role(self, "strip")
        set_kind(self, "info")
        self._say = say
        self._number = ""
        self._place = Label(role="caption", name="calls.place")
        self._current = Label(role="strong", name="calls.current")
        self._waiting = Label(role="soft", name="calls.waiting")
        self._message = Label(role="soft", name="calls.message")
        self._next = PrimaryButton(say(text("window_calls.next")), "calls.next")
        self._more = SecondaryButton(say(text("window_calls.more")), "calls.more")
        self._menu = QMenu(self)
        self._actions = {call: self._action(call, keys) for call, keys in _ACTIONS}
        self._transfer = self._menu.addMenu(say(text("window_calls.transfer")))
        self._again = self._menu.addMenu(say(text("window_calls.again")))
        self._queue = self._list("queue")
        self._appointments = self._list("appointments")
        self._lay_out()
        self._next.clicked.connect(lambda: self.asked.emit("next", "", ""))
        self._more.setMenu(self._menu)
        for keys, button in (("F11", self._next), ("Shift+F11", self._more)):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self.present(None, "Unknown")

    def present(self, props: CallsProps | None, state: str) -> None:
        self.setProperty("state", state)
        self.setVisible(props is not None)
        for action in self._actions.values():
            action.setEnabled(props is not None and props.may_act)
        if props is None:
            return
        self._number = props.number
        self._place.setText(self._say(props.place))
        self._current.setText(self._say(props.current))
        self._waiting.setText(self._say(props.waiting))
        self._message.setText(self._say(props.message) if props.message else "")
        self._next.setEnabled(props.may_call)
        self._more.setEnabled(props.may_call)
        if not self._menu.isVisible():
            self._fill(self._transfer, "transfer", [(place, place) for place in props.places], enabled=props.may_act)
            self._fill(self._again, "call", [(number, self._say(words)) for number, words in props.again])
            self._tell(self._queue, props.queue)
            self._tell(self._appointments, props.appointments)

    def _action(self, call: str, keys: str) -> QAction:
        """The menu shows its key; the key works while the menu is closed."""
        action = QAction(self._say(text(f"window_calls.{call}")), self)
        action.setObjectName(f"calls.{call}")
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: self.asked.emit(call, self._number, ""))
        self._menu.addAction(action)
        self.addAction(action)
        return action

    def _fill(self, menu: QMenu, call: str, choices: list[tuple[str, str]], *, enabled: bool = True) -> None:
        menu.clear()
        menu.setEnabled(enabled and bool(choices))
        for value, words in choices:
            action = menu.addAction(words)
            action.setObjectName(f"calls.{call}.{value}")
            number, place = (self._number, value) if call == "transfer" else (value, "")
            action.triggered.connect(lambda _=False, n=number, p=place: self.asked.emit(call, n, p))

    def _list(self, name: str) -> QMenu:
        menu = self._menu.addMenu(self._say(text(f"window_queue.{name}")))
        menu.setObjectName(f"calls.{name}")
        return menu

    def _tell(self, menu: QMenu, lines: Sequence[Text]) -> None:
        """To be read; choosing one closes the menu."""
        menu.clear()
        menu.setEnabled(bool(lines))
        for words in lines:
            menu.addAction(self._say(words))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 18, 6)
        row.setSpacing(16)
        for part in (self._place, self._current, self._waiting):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._message, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._more)
        row.addWidget(self._next)
