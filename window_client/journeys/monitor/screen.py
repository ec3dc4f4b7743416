"""The list of hand-ins with what each waits for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.row_list import REST, Line, RowTable
from qt_edge.widgets.shortcuts import on_key
from window_client.journeys.monitor.presenter import MonitorProps, Row

_COLUMNS = ("number", "handed_in", "size", "state", "last_try", "cause", "next_try")
_WIDTHS = {"number": 226, "handed_in": 160, "size": 90, "state": 170, "last_try": 112, "next_try": 172}
_INK = {"needs_attention": "failure_ink", "unknown": "warning_ink", "waiting": "warning_ink", "sending": "blue",
        "confirmed": "success_ink"}  # fmt: skip
_GAP = "  ·  "
_STATE = _COLUMNS.index("state")


class MonitorScreen(QWidget):
    """``selected(str)`` submission id; ``send_asked()``, ``leave_asked()``, also the yes and the no to a question;
    ``retry_all_asked()``; ``export_asked()``, ``import_asked()`` a folder has to be
    chosen for; ``relay_asked()`` to neighbours' packets; ``look_asked()``."""

    selected = Signal(str)
    send_asked = Signal()
    retry_all_asked = Signal()
    export_asked = Signal()
    import_asked = Signal()
    relay_asked = Signal()
    look_asked = Signal()
    leave_asked = Signal()

    def __init__(self, say: Say, *, tells_line: bool = True) -> None:
        """``tells_line``: not where the strip above tells line and disk at all times."""
        super().__init__()
        self.setObjectName("screen.monitor")
        self._say = say
        self._line = Label(role="strong", name="monitor.line").wrapped()
        self._forecast = Label(role="soft", name="monitor.forecast").wrapped()
        self._forecast.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._cause = Notice(name="monitor.cause")
        self._tells_line = tells_line
        self._told = Notice(name="monitor.told")
        self._trouble = Notice(name="monitor.trouble")
        self._question = Notice(name="monitor.question")
        heads = [say(text(f"window_monitor.{column}")) for column in _COLUMNS]
        self._table = RowTable("monitor.table", heads, [_WIDTHS.get(column, REST) for column in _COLUMNS])
        self._why = Label(role="soft", name="monitor.why").wrapped()
        self._send = PrimaryButton(say(text("window_monitor.send")), "monitor.send")
        self._retry_all = SecondaryButton("", "monitor.retry_all")
        self._export = SecondaryButton(say(text("window_monitor.export")), "monitor.export")
        self._import = SecondaryButton(say(text("window_monitor.import")), "monitor.import")
        self._relay = SecondaryButton(say(text("window_relay.open")), "monitor.relay")
        self._back = SecondaryButton(say(text("counter.back")), "monitor.back")
        for part in (self._line, self._forecast):
            part.setVisible(tells_line)
        self._lay_out()
        self._connect()

    def present(self, props: MonitorProps, state: str) -> None:
        self.setProperty("state", state)
        self._line.setText(self._say(props.line))
        self._forecast.setText(self._say(props.forecast) if props.forecast else "")
        self._cause.say(self._say(props.cause) if props.cause and self._tells_line else "", "warning")
        self._told.say(self._say(props.told) if props.told else "", "info")
        self._trouble.say(self._say(props.trouble) if props.trouble else "", "error")
        self._question.say(self._say(props.question) if props.question else "", "warning")
        self._send.setEnabled(not props.busy)
        for button in (self._retry_all, self._export, self._import, self._relay):
            button.setEnabled(not props.busy and props.question is None)
        self._retry_all.setVisible(props.retry_all is not None)
        self._retry_all.setText(self._say(props.retry_all) if props.retry_all else "")
        self._send.setText(self._say(props.send))
        self._back.setText(self._say(props.back))
        self._relay.setText(self._say(props.relay))
        self._why.setText(_GAP.join(self._say(part) for part in props.why))
        self._table.present([self._line_of(row) for row in props.rows], props.selected)

    def take_keys(self) -> None:
        self._table.setFocus()

    def _line_of(self, row: Row) -> Line:
        cause = self._say(row.cause) if row.cause else ""
        following = self._say(row.next_try) if row.next_try else ""
        words = (row.number, row.handed_in, row.size, self._say(row.state), row.last_try, cause, following)
        return Line(row.submission_id, words, {_STATE: COLOURS[_INK[row.state_name]]})

    def _connect(self) -> None:
        self._table.chosen.connect(self.selected)
        pairs = ((self._send, self.send_asked, ("F9", "Return")), (self._retry_all, self.retry_all_asked, ("F7",)),
                 (self._export, self.export_asked, ("Ctrl+E",)),
                 (self._import, self.import_asked, ("Ctrl+I",)), (self._relay, self.relay_asked, ("F8",)),
                 (self._back, self.leave_asked, ("Esc",)))  # fmt: skip
        for button, signal, keys in pairs:
            button.clicked.connect(signal)
            for key in keys:
                on_key(self, key, button.click)
        on_key(self, "F5", self.look_asked.emit)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self._say(text("window_monitor.title")), role="heading"))
        head.addSpacing(16)
        head.addWidget(self._line, 3)
        head.addWidget(self._forecast, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        for button in (self._relay, self._import, self._export, self._retry_all, self._send):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._cause)
        column.addWidget(self._told)
        column.addWidget(self._trouble)
        column.addWidget(self._question)
        column.addWidget(self._table, 1)
        column.addWidget(self._why)
        column.addLayout(foot)
