"""Fill in, be told at once what is wrong, go on when all is right."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from domain.catalogue.form_validation import canonical, check_field, check_form
from domain.catalogue.model import FormField, Item, Region
from domain.failures import FailureCode
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
    sources: Mapping[str, Literal["card", "library"]] = field(default_factory=dict)
    """Of the fields that still hold what the card or an e-licence said."""
    places: Places | None = field(repr=False, default=None)
    """Only for a form that asks for one."""
    licences: Literal["none", "offered", "asking", "read"] = "none"
    """Whether e-licences may fill what is empty; ``none``: not those of the person here."""
    failure: FailureCode | None = None
    """Why they could not be read."""

    @property
    def wants_licences(self) -> bool:
        """One could fill something that is empty."""
        return any(one.licence and not self.values.get(one.id) for one in self.item.fields)


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


@dataclass(frozen=True, slots=True)
class LicencesAsked:
    """The citizen agrees that they are read for this form."""


@dataclass(frozen=True, slots=True)
class LicencesCame:
    values: Mapping[str, str] = field(repr=False)
    """By field id."""


@dataclass(frozen=True, slots=True)
class LicencesFailed:
    failure: FailureCode


Event: TypeAlias = Changed | LeftField | Finished | LicencesAsked | LicencesCame | LicencesFailed


@dataclass(frozen=True, slots=True)
class Filled:
    values: Mapping[str, str] = field(repr=False)
    """Canonical, empty fields left out."""
    sources: Mapping[str, Literal["card", "library"]]


@dataclass(frozen=True, slots=True)
class ShowField:
    field_id: str


@dataclass(frozen=True, slots=True)
class AskLicences:
    pass


Effect: TypeAlias = Filled | ShowField | AskLicences


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
        sources={key: source for key, source in state.sheet.sources.items() if key != event.field_id},
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
    sources = {key: source for key, source in sheet.sources.items() if key in values}
    return Step(Filling(sheet), (Filled(values, sources),))


def _licences_asked(state: State, _event: LicencesAsked) -> Step[State, Effect]:
    if state.sheet.licences != "offered" or not state.sheet.wants_licences:
        return Step(state)
    return Step(replace(state, sheet=replace(state.sheet, licences="asking", failure=None)), (AskLicences(),))


def _licences_came(state: State, event: LicencesCame) -> Step[State, Effect]:
    """Only what is empty is filled: what somebody wrote stays."""
    sheet = state.sheet
    new = {key: value for key, value in event.values.items() if not sheet.values.get(key)}
    sources: Mapping[str, Literal["card", "library"]] = {**sheet.sources, **dict.fromkeys(new, "library")}
    filled = replace(sheet, values={**sheet.values, **new}, sources=sources, licences="read")
    return Step(_marked(filled, {key: error for key, error in _errors(state).items() if key not in new}))


def _licences_failed(state: State, event: LicencesFailed) -> Step[State, Effect]:
    return Step(replace(state, sheet=replace(state.sheet, licences="offered", failure=event.failure)))


TABLE: Table[State, Effect] = {
    (Filling, Changed): _changed,
    (Filling, LeftField): _left,
    (Filling, Finished): _finished,
    (Filling, LicencesAsked): _licences_asked,
    (Filling, LicencesCame): _licences_came,
    (Filling, LicencesFailed): _licences_failed,
    (Incomplete, Changed): _changed,
    (Incomplete, LeftField): _left,
    (Incomplete, Finished): _finished,
    (Incomplete, LicencesAsked): _licences_asked,
    (Incomplete, LicencesCame): _licences_came,
    (Incomplete, LicencesFailed): _licences_failed,
}
