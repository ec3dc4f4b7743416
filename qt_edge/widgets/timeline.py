"""Stations on a line: what was, where it stands, what comes."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.labels import Label

Station = tuple[str, str, Literal["past", "now", "ahead"]]
_COLOUR = {"past": "success", "now": "blue", "ahead": "ink_faint"}


class Timeline(QWidget):
    """``stations``: words, line below, state."""

    def __init__(self, stations: Sequence[Station]) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for index, (words, below, state) in enumerate(stations):
            row = QHBoxLayout()
            row.setSpacing(24)
            row.addWidget(_Dot(state, first=index == 0, last=index == len(stations) - 1))
            column = QVBoxLayout()
            column.setContentsMargins(0, 12, 0, 12)
            column.addWidget(Label(words, role="strong" if state != "ahead" else "soft"))
            if below:
                column.addWidget(Label(below, role="caption"))
            row.addLayout(column, 1)
            lines.addLayout(row)


class _Dot(QWidget):
    def __init__(self, state: Literal["past", "now", "ahead"], *, first: bool, last: bool) -> None:
        super().__init__()
        self._state = state
        self._first = first
        self._last = last
        self.setFixedWidth(self.fontMetrics().height())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, centre = self.width() / 2, self.height() / 2
        painter.setPen(QPen(QColor(COLOURS["line"]), 6))
        painter.drawLine(
            int(middle), int(centre) if self._first else 0, int(middle), int(centre) if self._last else self.height()
        )
        colour = QColor(COLOURS[_COLOUR[self._state]])
        size = self.width() * (0.8 if self._state == "now" else 0.55)
        painter.setPen(QPen(colour, 5))
        painter.setBrush(Qt.BrushStyle.NoBrush if self._state == "ahead" else colour)
        if self._state == "ahead":
            painter.setBrush(QColor(COLOURS["paper"]))
        painter.drawEllipse(QRectF(middle - size / 2, centre - size / 2, size, size).adjusted(3, 3, -3, -3))
        painter.end()
