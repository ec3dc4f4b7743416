"""The joint form in two columns; Enter goes on to the next field."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assets.places import load_places
from domain.text import Say, Text, text
from qt_edge.widgets import Label, StatusPill
from window_client.journeys.counter.presenter.form import FieldRow, FormProps

_COLUMNS = 2
_LONG_HEIGHT = 86
_PLACES_IN_SIGHT = 12


class FormPanel(QScrollArea):
    """``filled(str, str)``: key and value, at every keystroke; ``finished()``: Enter in the last field."""

    filled = Signal(str, str)
    finished = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._fields: dict[str, JointFieldView] = {}
        self.setWidgetResizable(True)
        self.setWidget(QWidget())

    def present(self, props: FormProps) -> None:
        if tuple(row.key for row in props.rows) != tuple(self._fields):
            self._build(props.rows)
        for row in props.rows:
            self._fields[row.key].show_row(row)

    def take_keys(self, key: str = "") -> None:
        """The named field, or the first that is empty."""
        field = self._fields.get(key) or next((one for one in self._fields.values() if not one.value()), None)
        if field is None and self._fields:
            field = next(iter(self._fields.values()))
        if field is not None:
            self.ensureWidgetVisible(field)
            field.take_keys()

    def forget(self) -> None:
        self._fields.clear()
        self.setWidget(QWidget())

    def _go_on(self, at: int) -> None:
        fields = list(self._fields.values())
        if at < len(fields):
            self.ensureWidgetVisible(fields[at])
            fields[at].take_keys()
        else:
            self.finished.emit()

    def _build(self, rows: tuple[FieldRow, ...]) -> None:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(4, 4, 16, 4)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        self._fields = {row.key: JointFieldView(row, self._say) for row in rows}
        for at, (key, field) in enumerate(self._fields.items()):
            field.changed.connect(lambda value, name=key: self.filled.emit(name, value))
            field.finished.connect(partial(self._go_on, at + 1))
            grid.addWidget(field, at // _COLUMNS, at % _COLUMNS, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(rows) // _COLUMNS + 1, 1)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.setWidget(content)


class JointFieldView(QWidget):
    """``changed(str)`` at every keystroke; ``finished()`` with Enter. The input is named ``counter.field.<name>``."""

    changed = Signal(str)
    finished = Signal()

    def __init__(self, row: FieldRow, say: Say) -> None:
        super().__init__()
        self._say = say
        self._values = [value for value, _ in row.choices]
        self._line, self._long, self._box = QLineEdit(), _LongText(), _ChoiceBox()
        self._input: QWidget = {"long": self._long, "choice": self._box}.get(row.input, self._line)
        if row.input == "place":
            self._complete_places()
        self._input.setObjectName(f"counter.field.{row.label}")
        self._source = StatusPill(say(text("counter.from_card")), kind="success")
        self._problem = Label(role="error", name=f"counter.problem.{row.label}").wrapped()
        self._lay_out(row)
        self._box.addItem(say(text("counter.choose")))
        for _, words in row.choices:
            self._box.addItem(say(words) if isinstance(words, Text) else words)
        self._line.textEdited.connect(self.changed)
        self._line.returnPressed.connect(self.finished)
        self._box.finished.connect(self.finished)
        self._long.edited.connect(self.changed)
        self._long.finished.connect(self.finished)
        self._box.activated.connect(lambda at: self.changed.emit(self._values[at - 1] if at else ""))

    def show_row(self, row: FieldRow) -> None:
        if self.value() != row.value:
            self._set(row.value)
        self._source.setVisible(row.from_card and bool(row.value))
        self._problem.setText(self._say(row.problem) if row.problem else "")
        self._problem.setVisible(row.problem is not None)

    def value(self) -> str:
        if self._input is self._box:
            at = self._box.currentIndex()
            return self._values[at - 1] if at > 0 else ""
        return self._line.text() if self._input is self._line else self._long.toPlainText()

    def take_keys(self) -> None:
        self._input.setFocus()

    def _set(self, value: str) -> None:
        if self._input is self._box:
            self._box.setCurrentIndex(self._values.index(value) + 1 if value in self._values else 0)
        elif self._input is self._line:
            self._line.setText(value)
        else:
            self._long.put(value)

    def _complete_places(self) -> None:
        """Any part of the name finds it; what is taken from the list is the whole value."""
        completer = QCompleter(load_places().values(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_PLACES_IN_SIGHT)
        completer.activated.connect(self.changed)
        self._line.setCompleter(completer)

    def _lay_out(self, row: FieldRow) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(row.label, role="strong"))
        if row.required:
            head.addWidget(Label(self._say(text("counter.required")), role="caption"))
        if row.shared:
            head.addWidget(StatusPill(self._say(row.shared), kind="info"))
        head.addWidget(self._source)
        head.addStretch(1)
        if row.hint:
            self._input.setToolTip(row.hint)
            self._line.setPlaceholderText(row.hint)
            self._long.setPlaceholderText(row.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._input)
        column.addWidget(self._problem)


class _LongText(QPlainTextEdit):
    """``edited(str)`` by a person; Enter is the next field, Shift+Enter a new line."""

    edited = Signal(str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_LONG_HEIGHT)
        self.setTabChangesFocus(True)
        self._putting = False
        self.textChanged.connect(self._on_changed)

    def put(self, words: str) -> None:
        self._putting = True
        self.setPlainText(words)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._putting = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def _on_changed(self) -> None:
        if not self._putting:
            self.edited.emit(self.toPlainText())


class _ChoiceBox(QComboBox):
    """The arrows choose, Enter goes on; a wheel that rolls over it on the way down the form changes nothing."""

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
