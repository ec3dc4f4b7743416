"""What was filled in and handed in, in the words of the item. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from domain.catalogue.model import FormField, Item, Material
from domain.catalogue.scenarios import allowed, materials_for
from domain.catalogue.signing import is_signed, is_signed_on
from domain.contract.clerk import FieldValue, MaterialFile, PageRef
from domain.contract.submission import SealedForm
from domain.identity.places import place_words


def field_values(
    regions: Mapping[str, str], definitions: Sequence[Item], forms: Iterable[SealedForm]
) -> Iterable[FieldValue]:
    """Later forms replace what earlier ones said; each in the words of the form it was written on. ``regions``: names
    by code; ``definitions``: all that is known of the item, the newest first."""
    values: dict[str, str] = {}
    sources: dict[str, Any] = {}
    fields: dict[str, FormField] = {field.id: field for item in reversed(definitions) for field in item.fields}
    for form in forms:
        values |= form.fields
        sources |= form.sources
        written_on = next((item for item in definitions if item.form_version == form.form_version), None)
        fields |= {field.id: field for field in written_on.fields if field.id in form.fields} if written_on else {}
    for key, value in values.items():
        name, kind = (fields[key].name, fields[key].kind) if key in fields else (key, "text")
        said = regions.get(value, value) if kind == "region" else place_words(value) if kind == "place" else value
        yield FieldValue(id=key, name=name, kind=kind, value=said, source=sources.get(key, "user"))


def material_files(
    item: Item | None,
    forms: Sequence[SealedForm],
    pages: Sequence[tuple[str, PageRef]],
    names: Mapping[str, str],
) -> Iterable[MaterialFile]:
    """What the citizen's answers leave, and whatever was handed in besides. Answers that a newer catalogue does not
    know leave the item's own list. ``item``: as it is or last was; ``names``: of materials, also of former ones."""
    handed_in = {material_id for material_id, _ in pages}
    listed = _listed(item, forms[0].scenarios, handed_in) if item else ()
    signed = not item or is_signed(item, by_hand=any(form.signature for form in forms), paged=handed_in)
    former = _former(names, handed_in - {material.id for material in listed})
    for material in (*listed, *former):
        yield MaterialFile(
            material_id=material.id,
            name=material.name,
            necessity=material.necessity,
            source=material.source,
            pages=tuple(page for material_id, page in pages if material_id == material.id),
            unsigned=bool(item and not signed and material.necessity == "required" and is_signed_on(item, material)),
        )


def _listed(item: Item, scenarios: tuple[str, ...], handed_in: Collection[str]) -> Sequence[Material]:
    wanted = materials_for(item, scenarios) if allowed(item, scenarios) else item.materials
    named = {material.id for material in wanted}
    return (*wanted, *(one for one in item.materials if one.id in handed_in and one.id not in named))


def _former(names: Mapping[str, str], handed_in: Iterable[str]) -> Iterable[Material]:
    """Nobody has to bring them any more, and what came is shown all the same."""
    for material_id in sorted(handed_in):
        yield Material(material_id, names.get(material_id, material_id), "applicant", "optional")
