"""The form field by field: what kind of input, what it holds, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from domain.catalogue.model import FormField
from domain.identity.places import Places
from domain.text import Text, text
from kiosk.journeys.form.flow import Incomplete, Sheet, State

Input = Literal["line", "choice", "date", "month", "place", "table"]
Pad = Literal["", "digits", "money", "id", "letters", "words"]
Choices: TypeAlias = tuple[tuple[str, str | Text], ...]

_INPUTS: Mapping[str, Input] = {
    "choice": "choice",
    "region": "choice",
    "yes_no": "choice",
    "date": "date",
    "month": "month",
    "place": "place",
    "table": "table",
}
"""Everything else is a line to write in."""
_SOURCES: Mapping[str, str] = {"card": "form_screen.from_card", "library": "form_licences.from_licence"}
_PADS: Mapping[str, Pad] = {
    "phone": "digits",
    "bank_account": "digits",
    "number": "money",
    "money": "money",
    "resident_id": "id",
    "credit_code": "letters",
    "text": "words",
    "long_text": "words",
}
_LONG_NUMBERS = ("resident_id", "credit_code", "bank_account")
"""Of 18 and 19 characters: half the width of a row of a table cuts their last one off in assist mode."""


@dataclass(frozen=True, slots=True)
class PlaceSteps:
    """What a place picker shows for a value: the levels chosen so far, and the places of the next level."""

    places: Places = field(repr=False)
    home: str
    """Where a citizen of this city begins: its code."""

    def __call__(self, value: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        path = self.places.path(value or self.home)
        below = self.places.below(path[-1][0] if path else "")
        return self._valued(path), self._valued(below)

    def _valued(self, places: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((self.places.value(code), name) for code, name in places)


@dataclass(frozen=True, slots=True)
class FieldProps:
    id: str
    label: str
    input: Input
    pad: Pad
    wide: bool
    """Takes the whole width."""
    hint: str
    required: bool
    choices: Choices
    """Value and words of each."""
    value: str = field(repr=False)
    shown: str = field(repr=False)
    """The chosen choice in words."""
    source: Text | None
    """Where the value came from, while nobody changed it."""
    error: Text | None
    steps: PlaceSteps | None = None
    """Of a place."""
    columns: tuple["FieldProps", ...] = ()
    """Of a table: what each of its rows asks, empty."""
    max_rows: int = 0


@dataclass(frozen=True, slots=True)
class Props:
    title: str
    fields: tuple[FieldProps, ...]
    trouble: Text | None
    licences: Literal["hidden", "offered", "asking"] = "hidden"
    """The button that reads e-licences."""


def present(state: State) -> Props:
    errors = state.errors if isinstance(state, Incomplete) else {}
    fields = tuple(_field(one, state.sheet, errors.get(one.id)) for one in state.sheet.item.fields)
    return Props(state.sheet.item.name, fields, _remark(state.sheet, len(errors)), _licences(state.sheet))


def _remark(sheet: Sheet, wrong: int) -> Text | None:
    if wrong:
        return text("form_screen.incomplete", n=wrong)
    if sheet.failure is not None:
        return text("form_licences.not_read")
    return text("form_licences.read") if sheet.licences == "read" else None


def _licences(sheet: Sheet) -> Literal["hidden", "offered", "asking"]:
    if sheet.licences == "asking":
        return "asking"
    return "offered" if sheet.licences == "offered" and sheet.wants_licences else "hidden"


def _field(one: FormField, sheet: Sheet, error: Text | None) -> FieldProps:
    choices = _choices(one, sheet)
    value = sheet.values.get(one.id, "")
    kind = _INPUTS.get(one.kind, "line")
    return FieldProps(
        id=one.id,
        label=one.name,
        input=kind,
        pad="digits" if one.only_digits else _PADS.get(one.kind, ""),
        wide=kind != "line" or (one.kind in ("text", "long_text") and not one.only_digits),
        hint=one.hint,
        required=one.required,
        choices=choices,
        value=value,
        shown=next((words for key, words in choices if key == value and isinstance(words, str)), ""),
        source=text(_SOURCES[sheet.sources[one.id]]) if one.id in sheet.sources else None,
        error=error,
        steps=PlaceSteps(sheet.places, _home(sheet)) if one.kind == "place" and sheet.places else None,
        columns=tuple(_column(column, sheet) for column in one.columns),
        max_rows=one.max_rows,
    )


def _column(column: FormField, sheet: Sheet) -> FieldProps:
    cell = _field(column, Sheet(sheet.item, sheet.regions, {}), None)
    return replace(cell, wide=True) if column.kind in _LONG_NUMBERS else cell


def _home(sheet: Sheet) -> str:
    """The city of the catalogue's districts."""
    return sheet.regions[0].code[:4] if sheet.regions else ""


def _choices(one: FormField, sheet: Sheet) -> Choices:
    match one.kind:
        case "choice":
            return tuple((choice, choice) for choice in one.choices)
        case "region":
            return tuple((region.code, region.name) for region in sheet.regions)
        case "yes_no":
            return (("yes", text("common.yes")), ("no", text("common.no")))
        case _:
            return ()
