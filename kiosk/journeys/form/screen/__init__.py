"""All fields on one page; keys of our own come up for the field that is being filled in."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from domain.text import Say, text
from kiosk.journeys.form.flow import Changed, Finished, LeftField, LicencesAsked
from kiosk.journeys.form.presenter import FieldProps, Props
from kiosk.journeys.form.screen.inputs import Inputs
from kiosk.page.chinese_words import chinese_words
from qt_edge.widgets import (
    Caption,
    FormField,
    PrimaryButton,
    ScreenFrame,
    ScrollWithKeys,
    SecondaryButton,
)


class FormScreen(ScreenFrame):
    """``intent(event of the flow)``. Inputs are named ``form.<field id>``, choices ``form.<field id>.<index>``,
    date keys ``form.<field id>.year_up`` … and ``form.<field id>`` for today, cells of a table
    ``form.<field id>.<row>.<column>``, levels of a place ``form.<field id>.next.<index>``; keys ``pad.<char>``."""

    intent = Signal(object)

    def __init__(self, say: Say, today: Callable[[], date], *, own_letters: bool = True) -> None:
        """``own_letters``: false where Qt's keyboard comes up for words."""
        super().__init__("form")
        self._say = say
        self._today = today
        self._body = ScrollWithKeys(chinese_words(say), own_letters=own_letters)
        self._scroll = self._body.column
        self._inputs = Inputs(say, today, own_letters, lambda line, one: self._body.write_in(line, one.pad))
        self._fields: dict[str, FormField] = {}
        self.show_content(self._body)
        self._remark = Caption()
        go_on = PrimaryButton(say(text("form_screen.continue")), "form.continue")
        go_on.clicked.connect(lambda: self.intent.emit(Finished(self._today())))
        self._licences = SecondaryButton(say(text("form_licences.read_mine")), "form.licences")
        self._licences.clicked.connect(lambda: self.intent.emit(LicencesAsked()))
        self.show_actions([self._licences], [go_on], self._remark)

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        self.show_title(self._say(text("form_screen.title", item=props.title)))
        if not self._fields:
            self._build(props.fields)
        for one in props.fields:
            self._fields[one.id].show_value(
                one.value,
                error=self._say(one.error) if one.error else "",
                from_card=self._say(one.source) if one.source else "",
            )
        self._licences.setVisible(props.licences != "hidden")
        self._licences.setEnabled(props.licences == "offered")
        hint = text("form_screen.hint") if props.licences == "hidden" else text("form_licences.hint")
        self._remark.setText(self._say(props.trouble or hint))

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
