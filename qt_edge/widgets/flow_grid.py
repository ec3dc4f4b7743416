"""Widgets side by side in as many columns as fit the widest, in rows of about the same length."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

_SPACING = 12


def even_columns(parts: int, most: int) -> int:
    """The fewest columns that need no more rows than ``most`` do: five in four become three and two."""
    rows = -(-parts // max(1, most))
    return -(-parts // max(1, rows))


class FlowGrid(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)

    def add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._arrange(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        widest = max((part.sizeHint().width() for part in self._parts), default=1) + _SPACING
        self._arrange(even_columns(len(self._parts), (event.size().width() + _SPACING) // widest))
        super().resizeEvent(event)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns and self._grid.count() == len(self._parts):
            return
        self._columns = columns
        for index, part in enumerate(self._parts):
            self._grid.addWidget(part, index // columns, index % columns)
