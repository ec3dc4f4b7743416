"""Several items of one person at once: what they ask in common is asked once (共性字段), and handed in once on paper.

Fields are one when name, kind and choices agree; lines of the checklist are one when material and source agree.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.catalogue.canonical import canonical
from domain.catalogue.model import FormField, Item, Material, MaterialSource, Necessity, Tone

_STRENGTH: tuple[Necessity, ...] = ("required", "tolerable", "optional")


@dataclass(frozen=True, slots=True)
class Use:
    """A field or material of one item."""

    item_code: str
    id: str


@dataclass(frozen=True, slots=True)
class JointField:
    key: str
    """Of what makes it one field: the same whichever other items are chosen."""
    field: FormField
    """As it is asked: required when any item requires it."""
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line of the joint checklist (材料清单)."""

    id: str
    """As :attr:`JointField.key`."""
    name: str
    source: MaterialSource
    necessity: Necessity
    """The strictest of its items."""
    card_copy: bool
    """Every item that uses it permits a copy of the identity card."""
    tone: Tone
    """What all its items ask for; as scanned where they differ."""
    uses: tuple[Use, ...]
    signed_on: bool = False
    """An application form: a page of it, signed with a pen, stands for the signature on the pad."""

    @property
    def to_scan(self) -> bool:
        """Paper is brought for it."""
        return self.source in ("applicant", "department")

    @property
    def takes_pages(self) -> bool:
        return self.to_scan or self.card_copy or self.signed_on


def joint_fields(items: Sequence[Item]) -> tuple[JointField, ...]:
    """Shared fields first, then those of one item, each in the order of their items."""
    groups: dict[tuple[object, ...], list[tuple[FormField, Use]]] = {}
    for item in items:
        for field in item.fields:
            alike = (field.name, field.kind, field.choices, field.columns)
            groups.setdefault(alike, []).append((field, Use(item.code, field.id)))
    ordered = sorted(groups.values(), key=lambda group: len({use.item_code for _, use in group}) == 1)
    return tuple(_joint_field(group) for group in ordered)


def checklist(wanted: Mapping[str, Sequence[Material]]) -> tuple[ChecklistLine, ...]:
    """``wanted``: by item code, the materials its scenario leaves."""
    groups: dict[tuple[str, str], list[tuple[Material, Use]]] = {}
    for code, materials in wanted.items():
        for material in materials:
            groups.setdefault((material.name, material.source), []).append((material, Use(code, material.id)))
    return tuple(_line(group) for group in groups.values())


def values_of(fields: Iterable[JointField], values: Mapping[str, str], item_code: str) -> dict[str, str]:
    """What was filled in once, by the ids of one item's own form, in canonical text; empty values are left out."""
    return {
        use.id: canonical(joint.field, values[joint.key])
        for joint in fields
        for use in joint.uses
        if use.item_code == item_code and values.get(joint.key)
    }


def _key(*what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()[:12]


def _joint_field(group: list[tuple[FormField, Use]]) -> JointField:
    first = group[0][0]
    key = _key(first.name, first.kind, first.choices, *first.columns)
    asked = replace(
        first,
        id=key if first.id.startswith("f") else first.id,
        required=any(field.required for field, _ in group),
        prefill=next((field.prefill for field, _ in group if field.prefill), ""),
        latest="today" if any(field.latest == "today" for field, _ in group) else "",
        only_digits=any(field.only_digits for field, _ in group),
        max_length=min(field.max_length for field, _ in group),
    )
    return JointField(key, asked, tuple(use for _, use in group))


def _line(group: list[tuple[Material, Use]]) -> ChecklistLine:
    first = group[0][0]
    return ChecklistLine(
        _key(first.name, first.source),
        first.name,
        first.source,
        min((material.necessity for material, _ in group), key=_STRENGTH.index),
        all(material.card_copy for material, _ in group),
        first.tone if all(material.tone == first.tone for material, _ in group) else "as_scanned",
        tuple(use for _, use in group),
    )
