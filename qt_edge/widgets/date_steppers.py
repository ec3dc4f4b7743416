"""A date without typing: year, month and day each with a key for more and one for less."""

import calendar
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from qt_edge.widgets.labels import Label
from qt_edge.widgets.role import set_role

FIRST_YEAR = 1900

_AIR = 4
"""Pixels a bold digit may stand out beyond its advance."""


class DateSteppers(QWidget):
    """``changed(str)``: ISO date, or ``YYYY-MM`` without days. Nothing is chosen until a key is pressed;
    the first press takes today. Keys: ``<name>.year_up``, ``.year_down``, ``.month_up`` … and ``<name>`` for today."""

    changed = Signal(str)

    def __init__(self, name: str, today: date, words: tuple[str, str, str, str], *, days: bool = True) -> None:
        """``words``: today, year, month, day."""
        super().__init__()
        self._name = name
        self._today = today
        self._days = days
        self._value: date | None = None
        # The key for today goes below where the steps alone fill the width.
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._steps = QWidget()
        self._lines.addWidget(self._steps, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._shown: dict[str, Label] = {}
        for part, word in zip(("year", "month", "day") if days else ("year", "month"), words[1:], strict=False):
            self._stepper(row, part, word)
        now = self._key(words[0], name)
        set_role(now, "choice")
        now.clicked.connect(lambda: self._choose(self._today))
        self._now = now
        self._lines.addWidget(now, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addStretch(1)
        self._show()

    def minimumSizeHint(self) -> QSize:
        """Of the steps alone, however the key for today stands: else a wide moment could not be undone."""
        return QSize(self._steps.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        need = self._steps.sizeHint().width() + self._lines.spacing() + self._now.sizeHint().width()
        beside = need <= event.size().width()
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def set_value(self, value: str) -> None:
        """ISO date or month; empty for none. Emits nothing."""
        self._value = date.fromisoformat(value if self._days else f"{value}-01") if value else None
        self._show()

    def _stepper(self, row: QHBoxLayout, part: str, word: str) -> None:
        for step, sign in ((-1, "−"), (1, "+")):
            key = self._key(sign, f"{self._name}.{part}_{'up' if step > 0 else 'down'}")
            key.setAutoRepeat(True)
            key.clicked.connect(lambda _=False, p=part, s=step: self._step(p, s))
            row.addWidget(key)
            if step < 0:
                self._shown[part] = Label(role="strong").centred()
                bold = QFont(self.font())
                bold.setBold(True)
                digits = "0000" if part == "year" else "00"
                self._shown[part].setMinimumWidth(QFontMetrics(bold).horizontalAdvance(digits) + _AIR)
                row.addWidget(self._shown[part])
                row.addWidget(Label(word))
        row.addSpacing(6)

    def _step(self, part: str, step: int) -> None:
        if self._value is None:
            self._choose(self._today)
            return
        year, month, day = self._value.year, self._value.month, self._value.day
        if part == "year":
            year = min(max(year + step, FIRST_YEAR), self._today.year + 20)
        elif part == "month":
            month = (month - 1 + step) % 12 + 1
        else:
            day = (day - 1 + step) % calendar.monthrange(year, month)[1] + 1
        self._choose(date(year, month, min(day, calendar.monthrange(year, month)[1])))

    def _choose(self, value: date) -> None:
        self._value = value
        self._show()
        self.changed.emit(value.isoformat() if self._days else f"{value:%Y-%m}")

    def _show(self) -> None:
        parts = {"year": "----", "month": "--", "day": "--"}
        if self._value is not None:
            parts = {"year": f"{self._value:%Y}", "month": str(self._value.month), "day": str(self._value.day)}
        for part, label in self._shown.items():
            label.setText(parts[part])

    @staticmethod
    def _key(words: str, name: str) -> QPushButton:
        key = QPushButton(words)
        key.setObjectName(name)
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(key, "step")
        return key
