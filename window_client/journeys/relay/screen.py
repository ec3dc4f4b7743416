"""The list of neighbours' packets, and beside it the chain of custody of the selected one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Card, Heading, Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.row_list import REST, Line, RowTable
from qt_edge.widgets.shortcuts import on_key
from window_client.journeys.relay.presenter import Link, RelayProps, Row

_COLUMNS = ("number", "origin", "taken", "size", "state", "cause")
_WIDTHS = {"number": 262, "origin": 400, "taken": 160, "size": 90, "state": 236}
_INK = {"waiting": "warning_ink", "delivered": "blue", "handed_back": "success_ink", "refused": "failure_ink"}
_STATE = _COLUMNS.index("state")
_CHAIN_WIDTH = 380


class RelayScreen(QWidget):
    """``selected(str)`` submission id; ``take_over_asked()``, ``hand_back_asked()`` a stick has to be chosen for;
    ``look_asked()``, ``leave_asked()``."""

    selected = Signal(str)
    take_over_asked = Signal()
    hand_back_asked = Signal()
    look_asked = Signal()
    leave_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.relay")
        self._say = say
        self._count = Label(role="strong", name="relay.count")
        self._notices = {name: Notice(name=f"relay.{name}") for name in ("told", "trouble", "broken")}
        self._empty = Label(role="soft", name="relay.empty").wrapped()
        heads = [say(text(f"window_relay.{column}")) for column in _COLUMNS]
        self._table = RowTable("relay.table", heads, [_WIDTHS.get(column, REST) for column in _COLUMNS])
        self._chain = Label(name="relay.chain").wrapped()
        self._take = PrimaryButton(say(text("window_relay.take_over_key")), "relay.take_over")
        self._give = SecondaryButton(say(text("window_relay.hand_back_key")), "relay.hand_back")
        self._back = SecondaryButton(say(text("counter.back")), "relay.back")
        self._lay_out()
        self._connect()

    def present(self, props: RelayProps, state: str) -> None:
        self.setProperty("state", state)
        self._count.setText(self._say(props.count))
        for name, kind, words in (("told", "info", props.told), ("trouble", "error", props.trouble),
                                  ("broken", "warning", props.broken)):  # fmt: skip
            self._notices[name].say(self._say(words) if words else "", kind)  # type: ignore[arg-type]
        self._empty.setText(self._say(props.empty) if props.empty else "")
        self._empty.setVisible(props.empty is not None)
        for button in (self._take, self._give):
            button.setEnabled(not props.busy)
        self._table.present([self._line_of(row) for row in props.rows], props.selected)
        self._chain.setText("\n\n".join(map(self._link, props.chain)))

    def take_keys(self) -> None:
        self._table.setFocus()

    def _link(self, link: Link) -> str:
        return self._say(text("window_relay.link", at=link.at, event=self._say(link.event), by=self._say(link.by)))

    def _line_of(self, row: Row) -> Line:
        cause = self._say(row.cause) if row.cause else ""
        words = (row.number, row.origin, row.taken, row.size, self._say(row.state), cause)
        return Line(row.submission_id, words, {_STATE: COLOURS[_INK[row.state_name]]})

    def _connect(self) -> None:
        self._table.chosen.connect(self.selected)
        pairs = ((self._take, self.take_over_asked, ("Ctrl+T", "F9")), (self._give, self.hand_back_asked, ("Ctrl+R",)),
                 (self._back, self.leave_asked, ("Esc",)))  # fmt: skip
        for button, signal, keys in pairs:
            button.clicked.connect(signal)
            for key in keys:
                on_key(self, key, button.click)
        on_key(self, "F5", self.look_asked.emit)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self._say(text("window_relay.title")), role="heading"))
        head.addSpacing(16)
        head.addWidget(self._count)
        head.addStretch(1)
        chain = Card(margin=16)
        chain.setFixedWidth(_CHAIN_WIDTH)
        chain.add(Heading(self._say(text("window_relay.chain"))), self._chain)
        chain.content.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self._table, 1)
        middle.addWidget(chain)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        for button in (self._give, self._take):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        for notice in self._notices.values():
            column.addWidget(notice)
        column.addWidget(self._empty)
        column.addLayout(middle, 1)
        column.addLayout(foot)
