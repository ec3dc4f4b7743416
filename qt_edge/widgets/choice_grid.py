"""One of several, all in sight: big buttons in as many columns as fit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from qt_edge.widgets.buttons import ChoiceButton
from qt_edge.widgets.flow_grid import even_columns


class ChoiceGrid(QWidget):
    """``chosen(str)``: the value. Buttons are named ``<name>.<index>``."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """``choices``: value and words of each."""
        super().__init__()
        self._values = [value for value, _ in choices]
        self._buttons = [ChoiceButton(words, f"{name}.{index}") for index, (_, words) in enumerate(choices)]
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        for index, button in enumerate(self._buttons):
            self._group.addButton(button, index)
        self._columns = 0
        self._arrange(1)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._values[index]))

    def set_value(self, value: str) -> None:
        """Emits nothing."""
        self._group.setExclusive(False)
        for index, button in enumerate(self._buttons):
            button.setChecked(self._values[index] == value)
        self._group.setExclusive(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        widest = max((button.sizeHint().width() for button in self._buttons), default=1) + 12
        self._arrange(even_columns(len(self._buttons), min(event.size().width() // widest, 6)))
        super().resizeEvent(event)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, button in enumerate(self._buttons):
            self._grid.addWidget(button, index // columns, index % columns)
