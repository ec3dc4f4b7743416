"""Fill in, be told at once what is wrong, go on when all is right."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.catalogue.form_validation import canonical, check_field, check_form
from domain.catalogue.model import FormField, Item, Region
from domain.flow.machine import Step, Table
from domain.identity.places import Places
from domain.text import Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form being filled in. ``item.fields`` are those asked for now."""

    item: Item
    regions: tuple[Region, ...]
    values: Mapping[str, str] = field(repr=False)
    """By field id, as typed."""
    from_card: frozenset[str] = frozenset()
    """Fields that still hold what the card said."""
    places: Places | None = field(repr=False, default=None)
    """Only for a form that asks for one."""


@dataclass(frozen=True, slots=True)
class Filling:
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Some fields are marked; each mark goes as soon as its field is right."""

    sheet: Sheet
    errors: Mapping[str, Text]


State: TypeAlias = Filling | Incomplete


@dataclass(frozen=True, slots=True)
class Changed:
    field_id: str
    today: date
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LeftField:
    field_id: str
    today: date


@dataclass(frozen=True, slots=True)
class Finished:
    today: date


Event: TypeAlias = Changed | LeftField | Finished


@dataclass(frozen=True, slots=True)
class Filled:
    values: Mapping[str, str] = field(repr=False)
    """Canonical, empty fields left out."""
    from_card: frozenset[str]


@dataclass(frozen=True, slots=True)
class ShowField:
    field_id: str


Effect: TypeAlias = Filled | ShowField


def _errors(state: State) -> Mapping[str, Text]:
    return state.errors if isinstance(state, Incomplete) else {}


def _marked(sheet: Sheet, errors: Mapping[str, Text]) -> State:
    return Incomplete(sheet, errors) if errors else Filling(sheet)


def _field(sheet: Sheet, field_id: str) -> FormField:
    return next(field for field in sheet.item.fields if field.id == field_id)


def _recheck(sheet: Sheet, errors: Mapping[str, Text], field_id: str, today: date) -> State:
    others = {key: error for key, error in errors.items() if key != field_id}
    wrong = check_field(_field(sheet, field_id), sheet.values.get(field_id, ""), today)
    return _marked(sheet, others | ({field_id: wrong} if wrong else {}))


def _changed(state: State, event: Changed) -> Step[State, Effect]:
    """Nobody is told off in the middle of typing: only a field already marked is checked again."""
    sheet = replace(
        state.sheet,
        values={**state.sheet.values, event.field_id: event.value},
        from_card=state.sheet.from_card - {event.field_id},
    )
    errors = _errors(state)
    if event.field_id in errors:
        return Step(_recheck(sheet, errors, event.field_id, event.today))
    return Step(_marked(sheet, errors))


def _left(state: State, event: LeftField) -> Step[State, Effect]:
    if not state.sheet.values.get(event.field_id):
        return Step(state)
    return Step(_recheck(state.sheet, _errors(state), event.field_id, event.today))


def _finished(state: State, event: Finished) -> Step[State, Effect]:
    sheet = state.sheet
    errors = check_form(sheet.item, dict(sheet.values), event.today, sheet.regions, sheet.places)
    if errors:
        first = next((field.id for field in sheet.item.fields if field.id in errors), "")
        return Step(Incomplete(sheet, errors), (ShowField(first),))
    values = {
        field.id: canonical(field, sheet.values[field.id]) for field in sheet.item.fields if sheet.values.get(field.id)
    }
    return Step(Filling(sheet), (Filled(values, sheet.from_card & values.keys()),))


TABLE: Table[State, Effect] = {
    (Filling, Changed): _changed,
    (Filling, LeftField): _left,
    (Filling, Finished): _finished,
    (Incomplete, Changed): _changed,
    (Incomplete, LeftField): _left,
    (Incomplete, Finished): _finished,
}
