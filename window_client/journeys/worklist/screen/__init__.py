"""The dense list of cases, driven from the keyboard."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from domain.text import Say, text
from qt_edge.widgets import Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.row_list import REST, as_row_list
from qt_edge.widgets.shortcuts import on_key
from window_client.journeys.worklist.presenter import STATE_FILTERS, WorklistProps
from window_client.journeys.worklist.screen.led_themes import LedThemes
from window_client.journeys.worklist.screen.table_model import COLUMNS, WorklistModel

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_WIDE_ENOUGH = 1280
"""Pixels; below, the place of receipt gives way to the item."""
_WIDTHS = {"due": 110, "lamp": 112, "number": 262, "applicant": 96, "state": 108, "received": 116, "node": 232}
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class WorklistScreen(QWidget):
    """``typed(str)`` filter words, ``state_chosen(str)`` case state or empty, ``selected(str)`` case id,
    ``open_asked()``, ``refresh_asked()``, ``begin_asked()`` to receive a person, ``monitor_asked()``
    to see what waits to be delivered, ``in_hand_asked()`` to see what is begun,
    ``vouch_asked()`` to vouch for a person at a kiosk."""

    typed = Signal(str)
    state_chosen = Signal(str)
    selected = Signal(str)
    open_asked = Signal()
    refresh_asked = Signal()
    begin_asked = Signal()
    monitor_asked = Signal()
    handover_asked = Signal()
    transfer_asked = Signal()
    in_hand_asked = Signal()
    vouch_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.worklist")
        self._say = say
        self._model = WorklistModel(say)
        self._filter = _FilterBox()
        self._states = _StateBox()
        self._table = _table(self._model)
        self._led = LedThemes(say)
        self._count = Label(role="caption", name="worklist.count")
        self._empty = Label(role="soft", name="worklist.empty").centred()
        self._warning = Notice(name="worklist.warning")
        self._refresh = SecondaryButton(say(text("window_worklist.refresh")), "worklist.refresh")
        self._begin = PrimaryButton(say(text("counter.begin")), "worklist.begin")
        self._monitor = SecondaryButton(say(text("window_monitor.open")), "worklist.monitor")
        self._in_hand = SecondaryButton(say(text("window_in_hand.open")), "worklist.in_hand")
        self._handover = SecondaryButton(say(text("window_handover.open")), "worklist.handover")
        self._transfer = SecondaryButton(say(text("transfer.open")), "worklist.transfer")
        self._vouch = SecondaryButton(say(text("window_vouch.open")), "worklist.vouch")
        self._open = PrimaryButton(say(text("window_worklist.open")), "worklist.open")
        self._stack = QStackedLayout()
        self._prepare()
        self._lay_out()
        self._connect()

    def present(self, props: WorklistProps, state: str) -> None:
        self.setProperty("state", state)
        if self._filter.text() != props.words:
            self._filter.setText(props.words)
        self._states.setCurrentIndex(STATE_FILTERS.index(props.state_filter))
        self._show_rows(props)
        self._count.setText(self._say(props.count))
        self._led.present(props.led)
        self._open.setEnabled(props.can_open)
        self._empty.setText(self._say(props.empty) if props.empty else "")
        self._stack.setCurrentIndex(1 if props.empty else 0)
        self._warning.say(self._say(props.warning) if props.warning else "", "warning")

    def offer_receiving(self, *, offered: bool) -> None:
        """Whether who is in may receive persons."""
        for button in (self._begin, self._in_hand, self._transfer):
            button.setEnabled(offered)
            button.setVisible(offered)

    def offer_handover(self, *, offered: bool) -> None:
        """Whether who is in may hand results over."""
        self._handover.setEnabled(offered)
        self._handover.setVisible(offered)

    def offer_vouching(self, *, offered: bool) -> None:
        """Whether who is in may vouch for a person."""
        self._vouch.setEnabled(offered)
        self._vouch.setVisible(offered)

    def take_keys(self) -> None:
        """The filter has the keyboard; the arrows move in the list all the same."""
        self._filter.setFocus()
        self._filter.selectAll()

    def _show_rows(self, props: WorklistProps) -> None:
        chosen = self._table.selectionModel()
        chosen.blockSignals(True)
        place = self._table.verticalScrollBar().value()
        if self._model.take(props.rows):
            self._table.verticalScrollBar().setValue(place)
        row = self._model.row_of(props.selected)
        if row >= 0 and self._table.currentIndex().row() != row:
            self._table.selectRow(row)
        chosen.blockSignals(False)
        self._table.viewport().update()

    def _prepare(self) -> None:
        self._filter.setObjectName("worklist.filter")
        self._filter.setPlaceholderText(self._say(text("window_worklist.filter")))
        self._filter.setClearButtonEnabled(True)
        self._states.setObjectName("worklist.states")
        self._states.setMinimumWidth(140)
        self._states.setStyleSheet("QComboBox::drop-down { border: none; width: 26px; }")
        for state in STATE_FILTERS:
            key = f"window_state.{state}" if state else "window_worklist.state_all"
            self._states.addItem(self._say(text(key)), state)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self.typed)
        self._filter.returnPressed.connect(self.open_asked)
        self._filter.moved.connect(self._on_moved)
        self._states.activated.connect(lambda row: self.state_chosen.emit(STATE_FILTERS[row]))
        self._table.selectionModel().currentRowChanged.connect(self._on_row)
        self._table.activated.connect(lambda _: self.open_asked.emit())
        self._open.clicked.connect(self.open_asked)
        self._begin.clicked.connect(self.begin_asked)
        self._transfer.clicked.connect(self.transfer_asked)
        self._handover.clicked.connect(self.handover_asked)
        self._monitor.clicked.connect(self.monitor_asked)
        self._in_hand.clicked.connect(self.in_hand_asked)
        self._vouch.clicked.connect(self.vouch_asked)
        self._refresh.clicked.connect(self.refresh_asked)
        for keys, slot in (
            ("F2", self._begin.click),
            ("F4", self._in_hand.click),
            ("F3", self.monitor_asked.emit),
            ("F6", self._handover.click),
            ("F7", self._transfer.click),
            ("F8", self._vouch.click),
            ("F5", self.refresh_asked.emit),
            ("Ctrl+F", self.take_keys),
            ("/", self.take_keys),
            ("Esc", self._filter.clear),
        ):
            on_key(self, keys, slot)

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.selected.emit(self._model.rows[current.row()].case_id)

    @Slot(int)
    def _on_moved(self, key: int) -> None:
        step = {_MOVES[0]: -1, _MOVES[1]: 1, _MOVES[2]: -15, _MOVES[3]: 15}[Qt.Key(key)]
        last = len(self._model.rows) - 1
        if last >= 0:
            self._table.selectRow(min(max(self._table.currentIndex().row() + step, 0), last))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._table.setColumnHidden(COLUMNS.index("node"), self.width() < _WIDE_ENOUGH)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(Label(self._say(text("window_worklist.title")), role="heading"))
        bar.addSpacing(12)
        bar.addWidget(self._filter, 1)
        bar.addWidget(self._states)
        bar.addWidget(self._refresh)
        bar.addWidget(self._in_hand)
        bar.addWidget(self._monitor)
        bar.addWidget(self._handover)
        bar.addWidget(self._begin)
        bottom = QHBoxLayout()
        bottom.addWidget(self._count)
        bottom.addStretch(1)
        bottom.addWidget(self._vouch)
        bottom.addWidget(self._transfer)
        bottom.addWidget(self._open)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(bar)
        column.addWidget(self._warning)
        column.addLayout(self._stack, 1)
        column.addWidget(self._led)
        column.addLayout(bottom)


class _StateBox(QComboBox):
    """The style sheet takes the arrow's frame away, and with it the arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(self.rect().adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignRight | _MIDDLE, "▾")


class _FilterBox(QLineEdit):
    """``moved(int)``: an arrow or page key that means the list, not the words."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.moved.emit(event.key())
            return
        super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """A selected row keeps the colours of its lamp and state."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        if brush is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, brush)


def _table(model: WorklistModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    _keep(model, table)
    table.setItemDelegate(_Cells(table))
    as_row_list(table, "worklist.table", [_WIDTHS.get(column, REST) for column in COLUMNS])
    return table


def _keep(model: QObject, owner: QObject) -> None:
    """A view does not own its model; without an owner Python frees it first on the way out."""
    model.setParent(owner)
