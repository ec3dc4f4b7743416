"""The checklist beside the pages: what is missing is always in sight; pages are dropped on a line to file them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from domain.text import Say, Text
from qt_edge.theme import COLOURS
from window_client.journeys.counter.presenter.paper import LineRow
from window_client.journeys.counter.screen.page_grid import PAGES_MIME

_INK = {"good": "success_ink", "missing": "failure_ink", "later": "warning_ink", "quiet": "ink_soft"}
_MARKS = {"good": "✓", "missing": "●", "later": "○", "quiet": "·"}
_ROW_HEIGHT = 58


class Checklist(QListWidget):
    """``chosen(str)`` a line was clicked: pages that come go there; ``dropped(str)``: the selected pages
    to this line."""

    chosen = Signal(str)
    dropped = Signal(str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._rows: tuple[LineRow, ...] = ()
        self.setObjectName("counter.checklist")
        self.setAcceptDrops(True)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet("QListWidget::item { padding: 5px 8px; }")
        self.itemClicked.connect(lambda item: self.chosen.emit(self._rows[self.row(item)].id))

    def present(self, rows: tuple[LineRow, ...]) -> None:
        """A line whose words stay is not touched: pages come in several times a second."""
        old, self._rows = self._rows, rows
        if [row.id for row in old] != [row.id for row in rows]:
            self.clear()
            old = ()
        for at, row in enumerate(rows):
            if not old:
                self._add_item()
            if not old or row != old[at]:
                self._show_row(self.item(at), row)

    def _add_item(self) -> None:
        QListWidgetItem(self).setSizeHint(QSize(0, _ROW_HEIGHT))

    def _show_row(self, item: QListWidgetItem, row: LineRow) -> None:
        name = self._say(row.name) if isinstance(row.name, Text) else row.name
        key = f"[{row.key}] " if row.key else ""
        item.setText(f"{key}{name}\n{_MARKS[row.mark]} {self._say(row.words)}")
        item.setForeground(QColor(COLOURS[_INK[row.mark]]))
        item.setBackground(QColor(COLOURS["blue_pale"]) if row.is_target else QBrush())

    def dragEnterEvent(self, event: QDragMoveEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(PAGES_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0 and event.mimeData().hasFormat(PAGES_MIME):
            self.dropped.emit(self._rows[row].id)
            event.acceptProposedAction()
