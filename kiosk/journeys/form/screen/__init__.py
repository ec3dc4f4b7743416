"""All fields on one page; keys of our own come up for the field that is being filled in."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.form.flow import Changed, Finished, LeftField
from kiosk.journeys.form.presenter import FieldProps, Props
from kiosk.journeys.form.screen.inputs import Inputs
from qt_edge.widgets import (
    Caption,
    FormField,
    KeyPad,
    LineField,
    PrimaryButton,
    ScreenFrame,
    TouchScroll,
)
from qt_edge.widgets.key_pad import DIGITS, LETTERS, NUMBER_ROW

_PADS = {
    "digits": (*DIGITS, "0"),
    "money": (*DIGITS, ".0"),
    "id": (*DIGITS, "0X"),
    "letters": (*NUMBER_ROW, *LETTERS),
}
_NARROW = 4
_PAD_SHARE = {False: 0.25, True: 0.45}
"""Of the width of a wide screen, for a pad with few and with many keys in a row."""


class FormScreen(ScreenFrame):
    """``intent(event of the flow)``. Inputs are named ``form.<field id>``, choices ``form.<field id>.<index>``,
    date keys ``form.<field id>.year_up`` … and ``form.<field id>`` for today, cells of a table
    ``form.<field id>.<row>.<column>``, levels of a place ``form.<field id>.next.<index>``; keys ``pad.<char>``."""

    intent = Signal(object)

    def __init__(self, say: Say, today: Callable[[], date], *, own_letters: bool = True) -> None:
        """``own_letters``: false where Qt's keyboard comes up for words."""
        super().__init__("form")
        self._own_letters = own_letters
        self._say = say
        self._today = today
        self._inputs = Inputs(say, today, own_letters, self._show_pad)
        self._fields: dict[str, FormField] = {}
        self._pad: KeyPad | None = None
        content = QWidget()
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, content)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(16)
        self._scroll = TouchScroll()
        self._lines.addWidget(self._scroll, 1)
        self.show_content(content)
        self._remark = Caption()
        go_on = PrimaryButton(say(text("form_screen.continue")), "form.continue")
        go_on.clicked.connect(lambda: self.intent.emit(Finished(self._today())))
        self.show_actions([], [go_on], self._remark)

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        self.show_title(self._say(text("form_screen.title", item=props.title)))
        if not self._fields:
            self._build(props.fields)
        for one in props.fields:
            self._fields[one.id].show_value(
                one.value,
                error=self._say(one.error) if one.error else "",
                from_card=self._say(text("form_screen.from_card")) if one.from_card else "",
            )
        self._remark.setText(self._say(props.trouble or text("form_screen.hint")))

    def show_field(self, field_id: str) -> None:
        """Bring a field into sight."""
        if field_id in self._fields:
            self._scroll.ensureWidgetVisible(self._fields[field_id])

    def _build(self, fields: tuple[FieldProps, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(36)
        grid.setVerticalSpacing(24)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        row = column = 0
        for one in fields:
            field = self._field(one)
            self._fields[one.id] = field
            if one.wide:
                row += column
                grid.addWidget(field, row, 0, 1, 2)
                row, column = row + 1, 0
            else:
                grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
                row, column = row + column, 1 - column
        self._scroll.add(grid)
        self._scroll.content.addStretch(1)

    def _field(self, one: FieldProps) -> FormField:
        return self._inputs.field(
            one,
            f"form.{one.id}",
            lambda value: self._changed(one.id, value),
            lambda: self.intent.emit(LeftField(one.id, self._today())),
        )

    def _changed(self, field_id: str, value: str) -> None:
        self.intent.emit(Changed(field_id, self._today(), value))

    def _show_pad(self, line: LineField, one: FieldProps) -> None:
        self._hide_pad()
        rows = _PADS.get(one.pad)
        if rows is None or (one.pad == "letters" and not self._own_letters):
            return
        pad = KeyPad(rows, (self._say(text("common.delete_key")), self._say(text("common.done_key"))))
        pad.key_pressed.connect(line.press)
        pad.delete_pressed.connect(line.press_delete)
        pad.done_pressed.connect(line.clearFocus)
        pad.done_pressed.connect(self._hide_pad)
        self._pad = pad
        self._lines.addWidget(pad)
        window = self.window().size()
        wide = window.width() > window.height()
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        if wide:
            pad.setMaximumSize(int(window.width() * _PAD_SHARE[len(rows[0]) > _NARROW]), int(window.height() * 0.5))
        self._lines.activate()
        self._scroll.ensureWidgetVisible(line)

    def _hide_pad(self) -> None:
        if self._pad is not None:
            self._pad.hide()
            self._pad.deleteLater()
            self._pad = None
