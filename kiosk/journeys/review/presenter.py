"""Everything once more, masked: the screen faces the hall."""

from dataclasses import dataclass
from datetime import date

from domain.catalogue.model import FormField
from domain.catalogue.table_text import rows_of
from domain.failures import text_key
from domain.identity.masking import (
    mask_address,
    mask_bank_card,
    mask_field,
    mask_id_strong,
    mask_mobile,
    mask_name,
)
from domain.identity.places import place_words
from domain.text import Text, text
from kiosk.journeys.review.flow import NotSaved, Saving, Signing, State, Summary


@dataclass(frozen=True, slots=True)
class Props:
    title: str
    person: tuple[tuple[Text, str], ...]
    answers: tuple[tuple[str, str | Text], ...]
    papers: tuple[tuple[str, Text], ...]
    promise: Text
    trouble: Text | None
    saving: bool
    may_edit_form: bool
    to_sign: bool
    """A signature follows the review."""
    signing: bool


def present(state: State) -> Props:
    summary = state.summary
    return Props(
        title=summary.item.name,
        person=_person(summary),
        answers=tuple(
            (field.name, _answer(field, summary)) for field in summary.item.fields if summary.values.get(field.id)
        ),
        papers=tuple(_paper(summary, m.id, m.name, m.source) for m in summary.item.materials),
        promise=text("review.promise", authority=summary.authority),
        trouble=text(text_key(state.failure)) if isinstance(state, NotSaved) else None,
        saving=isinstance(state, Saving),
        may_edit_form=bool(summary.item.fields),
        to_sign=summary.to_sign,
        signing=isinstance(state, Signing),
    )


def _person(summary: Summary) -> tuple[tuple[Text, str], ...]:
    applicants = summary.applicants
    if applicants is None:
        return ()
    lines: list[tuple[Text, str]] = []
    if applicants.organisation is not None:
        lines.append((text("behalf.organisation"), applicants.organisation.name))
        lines.append((text("behalf.code"), applicants.organisation.credit_code))
    lines.append((text("identify.name"), mask_name(applicants.person.name)))
    lines.append((text("identify_more.number"), mask_id_strong(applicants.person.number)))
    if applicants.agent is not None:
        lines.append((text("behalf.agent"), mask_name(applicants.agent.name)))
    return tuple(lines)


def _paper(summary: Summary, material_id: str, name: str, source: str) -> tuple[str, Text]:
    pages = summary.pages.get(material_id, 0)
    if pages:
        return name, text("ways.mark_held" if material_id in summary.held else "materials.pages", n=pages)
    return name, text("review.by_card" if source == "card" else "review.none")


def _answer(field: FormField, summary: Summary) -> str | Text:
    value = summary.values[field.id]
    match field.kind:
        case "phone":
            return mask_mobile(value)
        case "bank_account":
            return mask_bank_card(value)
        case "resident_id":
            return mask_id_strong(value)
        case "region":
            return next((region.name for region in summary.regions if region.code == value), value)
        case "yes_no":
            return text(f"common.{value}")
        case "money":
            return text("common.yuan", amount=value)
        case "date":
            day = date.fromisoformat(value)
            return text("common.day", year=day.year, month=day.month, day=day.day)
        case "place":
            return mask_address(place_words(value))
        case "table":
            return "\n".join(_row(field, cells) for cells in rows_of(value, len(field.columns)))
        case _:
            return _plain(field, value)


def _row(field: FormField, cells: tuple[str, ...]) -> str:
    """Names and numbers of people masked, what is empty left out."""
    said = [
        mask_name(cell) if column.id == "name" else mask_field(column.id, column.kind, cell)
        for column, cell in zip(field.columns, cells, strict=False)
        if cell
    ]
    return " · ".join(said)


def _plain(field: FormField, value: str) -> str:
    match field.prefill:
        case "name":
            return mask_name(value)
        case "id_number":
            return mask_id_strong(value)
        case "address":
            return mask_address(value)
        case _:
            return value
