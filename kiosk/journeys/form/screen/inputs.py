"""Which widget stands for which kind of input, for a field of the form and for a cell of a table alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt

from domain.identity.places import EVERYWHERE
from domain.text import Say, text
from kiosk.journeys.form.presenter import FieldProps
from qt_edge.widgets import ChoiceGrid, DateSteppers, LineField
from qt_edge.widgets.form_field import FormField, Input
from qt_edge.widgets.place_picker import PlacePicker
from qt_edge.widgets.table_rows import Column, TableRows, TableWords

Changed = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    say: Say
    today: Callable[[], date]
    own_letters: bool
    """False where Qt's keyboard comes up for words."""
    entered: Callable[[LineField, FieldProps], None]
    """A finger went to a line: keys are wanted."""

    def field(self, one: FieldProps, name: str, changed: Changed, left: Callable[[], None]) -> FormField:
        """``left``: the line was left."""
        label = one.label if one.required else self.say(text("form_screen.optional", field=one.label))
        asked = self._input(one, name, changed, left)
        return FormField(label, one.hint, asked, name, words_above=one.input == "table")

    def _input(self, one: FieldProps, name: str, changed: Changed, left: Callable[[], None]) -> Input:
        match one.input:
            case "choice":
                grid = ChoiceGrid(name, self._choices(one))
                grid.chosen.connect(changed)
                return grid
            case "date" | "month":
                return self._steppers(one, name, changed)
            case "place" if one.steps is not None:
                picker = PlacePicker(name, one.steps, (EVERYWHERE, self.say(text("form_kinds.country"))))
                picker.chosen.connect(changed)
                return picker
            case "table":
                return self._table(one, name, changed)
            case _:
                return self._line(one, name, changed, left)

    def _choices(self, one: FieldProps) -> list[tuple[str, str]]:
        return [(value, words if isinstance(words, str) else self.say(words)) for value, words in one.choices]

    def _steppers(self, one: FieldProps, name: str, changed: Changed) -> DateSteppers:
        today, year, month, day = (self.say(text(f"common.{word}")) for word in ("today", "year", "month", "day_of"))
        steppers = DateSteppers(name, self.today(), (today, year, month, day), days=one.input == "date")
        steppers.changed.connect(changed)
        return steppers

    def _line(self, one: FieldProps, name: str, changed: Changed, left: Callable[[], None]) -> LineField:
        line = LineField(name)
        theirs = one.pad in ("letters", "words") and not self.own_letters
        line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, theirs)
        line.textEdited.connect(changed)
        line.entered.connect(lambda: self.entered(line, one))
        line.left.connect(left)
        return line

    def _table(self, one: FieldProps, name: str, changed: Changed) -> TableRows:
        words = TableWords(
            lambda n: self.say(text("form_kinds.row", n=n)),
            self.say(text("form_kinds.add_row")),
            self.say(text("form_kinds.remove_row")),
        )
        columns = [Column(column.wide, self._cell(column)) for column in one.columns]
        table = TableRows(name, columns, words, one.max_rows)
        table.changed.connect(changed)
        return table

    def _cell(self, column: FieldProps) -> Callable[[str, Changed], FormField]:
        return lambda name, changed: self.field(column, name, changed, _half_a_row)


def _half_a_row() -> None:
    """A row is not judged between two of its cells: the remark would push the next one away from under the finger."""
