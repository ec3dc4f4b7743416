"""One table of everything begun; Enter goes on with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from domain.text import Say, text
from qt_edge.widgets import Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.row_list import REST, Line, RowTable
from qt_edge.widgets.shortcuts import on_key
from window_client.journeys.in_hand.presenter import InHandProps, Row

_COLUMNS = ("kind", "what", "applicant", "whose", "since", "changed", "missing")
_WIDTHS = {"kind": 112, "what": 300, "applicant": 96, "whose": 130, "since": 160, "changed": 140}


class InHandScreen(QWidget):
    """``selected(str)`` id; ``open_asked()``, ``look_asked()``, ``back_asked()``."""

    selected = Signal(str)
    open_asked = Signal()
    look_asked = Signal()
    back_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.in_hand")
        self._say = say
        self._empty = Label(role="soft", name="in_hand.empty")
        self._question = Notice(name="in_hand.question")
        self._trouble = Notice(name="in_hand.trouble")
        heads = [say(text(f"window_in_hand.{column}")) for column in _COLUMNS]
        self._table = RowTable("in_hand.table", heads, [_WIDTHS.get(column, REST) for column in _COLUMNS])
        self._open = PrimaryButton("", "in_hand.open")
        self._back = SecondaryButton(say(text("counter.back")), "in_hand.back")
        self._lay_out()
        self._connect()

    def present(self, props: InHandProps, state: str) -> None:
        self.setProperty("state", state)
        self._empty.setText(self._say(props.empty) if props.empty else "")
        self._question.say(self._say(props.question) if props.question else "", "warning")
        self._trouble.say(self._say(props.trouble) if props.trouble else "", "error")
        self._open.setText(self._say(props.open_words))
        self._open.setEnabled(props.may_open)
        self._table.setEnabled(props.question is None)
        self._table.present([self._line_of(row) for row in props.rows], props.selected)
        if props.question:
            self._open.setFocus()

    def take_keys(self) -> None:
        self._table.setFocus()

    def _line_of(self, row: Row) -> Line:
        missing = "；".join(self._say(words) for words in row.missing)
        return Line(row.id, (self._say(row.kind), row.what, row.applicant, row.whose, row.since, row.changed, missing))

    def _connect(self) -> None:
        self._table.chosen.connect(self.selected)
        self._open.clicked.connect(self.open_asked)
        self._back.clicked.connect(self.back_asked)
        for key, done in (("Return", self._open.click), ("F9", self._open.click), ("Esc", self._back.click),
                          ("F5", self.look_asked.emit)):  # fmt: skip
            on_key(self, key, done)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self._say(text("window_in_hand.title")), role="heading"))
        head.addSpacing(16)
        head.addWidget(self._empty, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self._trouble)
        column.addWidget(self._table, 1)
        column.addLayout(foot)
