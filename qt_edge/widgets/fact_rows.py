"""Label and value, row by row."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from qt_edge.widgets.labels import Label


class FactRows(QWidget):
    """``rows``: label, value and the object name of the value (may be empty)."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], *, strong: bool = False) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(18)
        grid.setColumnStretch(1, 1)
        for number, (label, value, name) in enumerate(rows):
            grid.addWidget(Label(label, role="soft"), number, 0, Qt.AlignmentFlag.AlignTop)
            shown = Label(value, role="strong" if strong else "", name=name).wrapped()
            grid.addWidget(shown, number, 1, Qt.AlignmentFlag.AlignTop)
