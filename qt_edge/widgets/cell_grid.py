"""Equal cells in rows: one number of columns on a wide screen, another on a tall one."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget


class CellGrid(QWidget):
    """``columns``: wide, tall. Rows share the height there is; the last cell takes what is left of its row."""

    def __init__(self, cells: Sequence[QWidget], columns: tuple[int, int], spacing: int = 16) -> None:
        super().__init__()
        self._cells = cells
        self._columns = columns
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self._arrange(columns[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        window = self.window().size()
        self._arrange(self._columns[0 if window.width() > window.height() else 1])
        super().resizeEvent(event)

    def _arrange(self, columns: int) -> None:
        columns = max(1, columns)
        if columns == self._now:
            return
        for index in range(max(self._now, columns)):
            self._grid.setColumnStretch(index, int(index < columns))
        for index in range(len(self._cells)):
            self._grid.setRowStretch(index, int(index * columns < len(self._cells)))
        for index, cell in enumerate(self._cells):
            rest = columns - index % columns if index == len(self._cells) - 1 else 1
            self._grid.addWidget(cell, index // columns, index % columns, 1, rest)
        self._now = columns
