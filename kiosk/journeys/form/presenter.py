"""The form field by field: what kind of input, what it holds, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from domain.catalogue.model import FormField
from domain.text import Text, text
from kiosk.journeys.form.flow import Incomplete, Sheet, State

Input = Literal["line", "choice", "date", "month"]
Pad = Literal["", "digits", "money", "id", "letters"]

_PADS: Mapping[str, Pad] = {
    "phone": "digits",
    "bank_account": "digits",
    "number": "money",
    "money": "money",
    "resident_id": "id",
    "credit_code": "letters",
    "text": "letters",
    "long_text": "letters",
}


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
    choices: tuple[tuple[str, str | Text], ...]
    """Value and words of each."""
    value: str = field(repr=False)
    shown: str = field(repr=False)
    """The chosen choice in words."""
    from_card: bool
    error: Text | None


@dataclass(frozen=True, slots=True)
class Props:
    title: str
    fields: tuple[FieldProps, ...]
    trouble: Text | None


def present(state: State) -> Props:
    errors = state.errors if isinstance(state, Incomplete) else {}
    fields = tuple(_field(one, state.sheet, errors.get(one.id)) for one in state.sheet.item.fields)
    return Props(state.sheet.item.name, fields, text("form_screen.incomplete", n=len(errors)) if errors else None)


def _field(one: FormField, sheet: Sheet, error: Text | None) -> FieldProps:
    choices = _choices(one, sheet)
    value = sheet.values.get(one.id, "")
    return FieldProps(
        id=one.id,
        label=one.name,
        input=_input(one),
        pad="digits" if one.only_digits else _PADS.get(one.kind, ""),
        wide=_input(one) != "line" or (one.kind in ("text", "long_text") and not one.only_digits),
        hint=one.hint,
        required=one.required,
        choices=choices,
        value=value,
        shown=next((words for key, words in choices if key == value and isinstance(words, str)), ""),
        from_card=one.id in sheet.from_card,
        error=error,
    )


def _input(one: FormField) -> Input:
    match one.kind:
        case "choice" | "region" | "yes_no":
            return "choice"
        case "date":
            return "date"
        case "month":
            return "month"
        case _:
            return "line"


def _choices(one: FormField, sheet: Sheet) -> tuple[tuple[str, str | Text], ...]:
    match one.kind:
        case "choice":
            return tuple((choice, choice) for choice in one.choices)
        case "region":
            return tuple((region.code, region.name) for region in sheet.regions)
        case "yes_no":
            return (("yes", text("common.yes")), ("no", text("common.no")))
        case _:
            return ()
