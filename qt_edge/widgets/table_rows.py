"""A table to be filled in with a finger: one card a row, its cells one below the other, rows added and taken away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.catalogue.table_text import rows_of, text_of
from qt_edge.widgets.buttons import SecondaryButton
from qt_edge.widgets.card import Card
from qt_edge.widgets.form_field import FormField
from qt_edge.widgets.labels import Label
from qt_edge.widgets.role import discard, set_role


@dataclass(frozen=True, slots=True)
class Column:
    wide: bool
    """Takes the whole width of a row's card."""
    make: Callable[[str, Callable[[str], None]], FormField]
    """A cell of this name that calls back with every change."""


@dataclass(frozen=True, slots=True)
class TableWords:
    row: Callable[[int], str]
    add: str
    remove: str


class TableRows(QWidget):
    """``changed(str)``: the rows as ``domain.catalogue.table_text``. A table without rows shows an empty one.
    Cells are named ``<name>.<row>.<column>`` from 0, keys ``<name>.add`` and ``<name>.remove.<row>``."""

    changed = Signal(str)

    def __init__(self, name: str, columns: Sequence[Column], words: TableWords, max_rows: int) -> None:
        super().__init__()
        self._name, self._columns, self._words, self._max_rows = name, columns, words, max_rows
        self._typed: list[list[str]] = []
        self._cards: list[Card] = []
        self._cells: list[list[FormField]] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(16)
        self._add = SecondaryButton(words.add, f"{name}.add")
        self._add.clicked.connect(self._add_row)
        self._lines.addWidget(self._add)
        self._show([self._empty()])

    def set_value(self, value: str) -> None:
        """Emits nothing. What is being typed right now is left alone: it is the same already."""
        if text_of(self._typed) != value:
            rows = [list(row[: len(self._columns)]) for row in rows_of(value, len(self._columns))]
            self._show(rows or [self._empty()])

    def _empty(self) -> list[str]:
        return [""] * len(self._columns)

    def _show(self, rows: list[list[str]]) -> None:
        while len(self._cards) > len(rows):
            discard(self._cards.pop())
            self._cells.pop()
        while len(self._cards) < len(rows):
            self._build(len(self._cards))
        self._typed = rows
        for row, cells in zip(rows, self._cells, strict=True):
            for value, cell in zip(row, cells, strict=True):
                cell.show_value(value, error="", from_card="")
        self._add.setEnabled(len(rows) < self._max_rows)

    def _build(self, row: int) -> None:
        card = Card(margin=20)
        head = QHBoxLayout()
        head.addWidget(Label(self._words.row(row + 1), role="caption"), 1)
        head.addWidget(self._remove_key(row))
        card.add(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._cells.append(self._fill(grid, row))
        card.add(grid)
        self._cards.append(card)
        self._lines.insertWidget(self._lines.count() - 1, card)

    def _fill(self, grid: QGridLayout, row: int) -> list[FormField]:
        cells = []
        line = side = 0
        for at, column in enumerate(self._columns):
            cell = column.make(f"{self._name}.{row}.{at}", partial(self._on_cell, row, at))
            cells.append(cell)
            if column.wide:
                line += side
                grid.addWidget(cell, line, 0, 1, 2)
                line, side = line + 1, 0
            else:
                grid.addWidget(cell, line, side, Qt.AlignmentFlag.AlignTop)
                line, side = line + side, 1 - side
        return cells

    def _remove_key(self, row: int) -> QPushButton:
        key = QPushButton(self._words.remove)
        key.setObjectName(f"{self._name}.remove.{row}")
        set_role(key, "danger")
        key.clicked.connect(lambda: self._remove_row(row))
        return key

    def _on_cell(self, row: int, column: int, value: str) -> None:
        self._typed[row][column] = value
        self.changed.emit(text_of(self._typed))

    def _add_row(self) -> None:
        self._show([*self._typed, self._empty()])
        self.changed.emit(text_of(self._typed))

    def _remove_row(self, row: int) -> None:
        left = [cells for at, cells in enumerate(self._typed) if at != row]
        self._show(left or [self._empty()])
        self.changed.emit(text_of(self._typed) if left else "")
