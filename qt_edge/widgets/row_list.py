"""Tables of rows to choose one from: how they look and move, and one that is filled with lines of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTableWidget, QTableWidgetItem

ROW_HEIGHT = 32
REST = 0
"""As a width: the column takes what the others leave."""


def as_row_list(table: QTableView, name: str, widths: Sequence[int]) -> None:
    """``widths``: pixels by column, of a table that has its columns already."""
    table.setObjectName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setStyleSheet("QTableView::item { padding-left: 6px; }")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate(widths):
        if width == REST:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        else:
            table.setColumnWidth(column, width)


@dataclass(frozen=True, slots=True)
class Line:
    """``colours``: of the words by column, where they are not ink."""

    id: str
    cells: tuple[str, ...]
    colours: Mapping[int, str] = field(default_factory=dict)


class RowTable(QTableWidget):
    """``chosen(str)``: id of the line that a key or the mouse went to; showing lines tells nothing."""

    chosen = Signal(str)

    def __init__(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__(0, len(heads))
        self._lines: tuple[Line, ...] = ()
        self.setHorizontalHeaderLabels(list(heads))
        as_row_list(self, name, widths)
        self.currentCellChanged.connect(lambda row, *_: self._on_row(row))

    def present(self, lines: Sequence[Line], selected: str) -> None:
        self.blockSignals(True)
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._fill()
        at = next((n for n, line in enumerate(self._lines) if line.id == selected), -1)
        if at >= 0 and self.currentRow() != at:
            self.selectRow(at)
        self.blockSignals(False)

    def _fill(self) -> None:
        self.setRowCount(len(self._lines))
        for at, line in enumerate(self._lines):
            for column, words in enumerate(line.cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column in line.colours:
                    item.setForeground(QColor(line.colours[column]))
                self.setItem(at, column, item)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._lines):
            self.chosen.emit(self._lines[row].id)
