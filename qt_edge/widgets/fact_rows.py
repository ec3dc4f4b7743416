"""Label and value, row by row."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from qt_edge.widgets.labels import Label

_LABEL_SHARE = 0.4
"""Of the width, at most: a longer label goes on in a second line."""


class FactRows(QWidget):
    """``rows``: label, value and the object name of the value (may be empty)."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], *, strong: bool = False) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(18)
        grid.setColumnStretch(1, 1)
        self._labels = []
        for number, (words, value, name) in enumerate(rows):
            label = Label(words, role="soft")
            self._labels.append(label)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            shown = Label(value, role="strong" if strong else "", name=name).wrapped()
            grid.addWidget(shown, number, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        most = int(event.size().width() * _LABEL_SHARE)
        for label in self._labels:
            if label.wordWrap() or label.sizeHint().width() > most:
                label.setWordWrap(True)
                label.setFixedWidth(most)
