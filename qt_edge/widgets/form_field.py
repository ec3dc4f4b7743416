"""A label, an input of some kind, where its value came from, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qt_edge.widgets.choice_grid import ChoiceGrid
from qt_edge.widgets.date_steppers import DateSteppers
from qt_edge.widgets.labels import Label
from qt_edge.widgets.line_field import LineField
from qt_edge.widgets.place_picker import PlacePicker
from qt_edge.widgets.status_pill import StatusPill

if TYPE_CHECKING:
    from qt_edge.widgets.table_rows import TableRows

Input: TypeAlias = "LineField | ChoiceGrid | DateSteppers | PlacePicker | TableRows"


class FormField(QWidget):
    """Labels are named ``<name>.error`` and ``<name>.source``."""

    def __init__(self, label: str, hint: str, asked: Input, name: str, *, words_above: bool = False) -> None:
        """``words_above``: hint and error stand above an input that may be taller than the screen."""
        super().__init__()
        self._input = asked
        asked.setAccessibleName(label)
        asked.setAccessibleDescription(hint)
        self._hint = hint
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Label(label, role="strong").wrapped(), 1)
        self._source = StatusPill(kind="success", name=f"{name}.source")
        self._source.hide()
        head.addWidget(self._source)
        lines.addLayout(head)
        self._words = Label(hint, role="caption").wrapped()
        self._error = Label(role="error", name=f"{name}.error").wrapped()
        for part in (self._words, self._error, asked) if words_above else (asked, self._words, self._error):
            lines.addWidget(part)
        self._words.setVisible(bool(hint))
        self._error.hide()

    def show_value(self, value: str, *, error: str, from_card: str) -> None:
        """What is being typed right now is left alone: it is the same already."""
        if not isinstance(self._input, LineField):
            self._input.set_value(value)
        else:
            if self._input.text() != value:
                self._input.setText(value)
                self._input.setCursorPosition(0)
            self._input.show_wrong(bool(error))
        self._source.setText(from_card)
        self._source.setVisible(bool(from_card))
        self._error.setText(error)
        self._error.setVisible(bool(error))
        self._words.setVisible(bool(self._hint) and not error)
