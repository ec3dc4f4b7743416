"""The list of hand-ins with what each waits for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.row_list import REST, as_row_list
from window_client.journeys.monitor.presenter import MonitorProps, Row

_COLUMNS = ("number", "handed_in", "size", "state", "last_try", "cause", "next_try")
_WIDTHS = {"number": 262, "handed_in": 160, "size": 90, "state": 170, "last_try": 160, "next_try": 190}
_INK = {"needs_attention": "failure_ink", "unknown": "warning_ink", "waiting": "warning_ink", "sending": "blue",
        "confirmed": "success_ink"}  # fmt: skip
_ID = Qt.ItemDataRole.UserRole


class MonitorScreen(QWidget):
    """``selected(str)`` submission id; ``send_asked()``; ``export_asked()``, ``import_asked()`` a folder has to be
    chosen for; ``relay_asked()`` to neighbours' packets; ``look_asked()``, ``leave_asked()``."""

    selected = Signal(str)
    send_asked = Signal()
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
        self._rows: tuple[Row, ...] = ()
        self._line = Label(role="strong", name="monitor.line")
        self._forecast = Label(role="soft", name="monitor.forecast")
        self._told = Notice(name="monitor.told")
        self._trouble = Notice(name="monitor.trouble")
        self._table = self._made_table()
        self._send = PrimaryButton(say(text("window_monitor.send")), "monitor.send")
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
        self._told.say(self._say(props.told) if props.told else "", "info")
        self._trouble.say(self._say(props.trouble) if props.trouble else "", "error")
        for button in (self._send, self._export, self._import):
            button.setEnabled(not props.busy)
        self._relay.setText(self._say(props.relay))
        self._table.blockSignals(True)
        if props.rows != self._rows:
            self._rows = props.rows
            self._show_rows()
        at = next((n for n, row in enumerate(self._rows) if row.submission_id == props.selected), -1)
        if at >= 0 and self._table.currentRow() != at:
            self._table.selectRow(at)
        self._table.blockSignals(False)

    def take_keys(self) -> None:
        self._table.setFocus()

    def _show_rows(self) -> None:
        self._table.setRowCount(len(self._rows))
        for at, row in enumerate(self._rows):
            cause = self._say(row.cause) if row.cause else ""
            following = self._say(row.next_try) if row.next_try else ""
            words = (row.number, row.handed_in, row.size, self._say(row.state), row.last_try, cause, following)
            for column, cell in enumerate(words):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                item.setData(_ID, row.submission_id)
                if _COLUMNS[column] == "state":
                    item.setForeground(QColor(COLOURS[_INK[row.state_name]]))
                self._table.setItem(at, column, item)

    def _connect(self) -> None:
        self._table.currentCellChanged.connect(lambda row, *_: self._on_row(row))
        pairs = ((self._send, self.send_asked, ("F9", "Return")), (self._export, self.export_asked, ("Ctrl+E",)),
                 (self._import, self.import_asked, ("Ctrl+I",)), (self._relay, self.relay_asked, ("F8",)),
                 (self._back, self.leave_asked, ("Esc",)))  # fmt: skip
        for button, signal, keys in pairs:
            button.clicked.connect(signal)
            for key in keys:
                self._shortcut(key, button.click)
        self._shortcut("F5", self.look_asked.emit)

    def _shortcut(self, key: str, done: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(done)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.selected.emit(self._rows[row].submission_id)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, len(_COLUMNS))
        table.setHorizontalHeaderLabels([self._say(text(f"window_monitor.{column}")) for column in _COLUMNS])
        as_row_list(table, "monitor.table", [_WIDTHS.get(column, REST) for column in _COLUMNS])
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self._say(text("window_monitor.title")), role="heading"))
        head.addSpacing(16)
        head.addWidget(self._line)
        head.addStretch(1)
        head.addWidget(self._forecast)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        for button in (self._relay, self._import, self._export, self._send):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._told)
        column.addWidget(self._trouble)
        column.addWidget(self._table, 1)
        column.addLayout(foot)
