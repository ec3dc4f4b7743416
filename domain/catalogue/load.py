"""The catalogue as JSON text, and back."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from domain.catalogue.model import Catalogue, FormField, Item
from domain.catalogue.scenario_faults import scenario_faults

_OF_TABLES = ("columns", "max_rows")


def load_catalogue(body: str) -> Catalogue:
    """Raises ``ValueError`` that names the first place where ``body`` is no catalogue."""
    try:
        catalogue = TypeAdapter(Catalogue).validate_json(body)
    except ValidationError as e:
        first = e.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        message = f"not a catalogue: {place}: {first['msg']}"
        raise ValueError(message) from e
    _refuse_twins("item code", [item.code for item in catalogue.items])
    _refuse_twins("region code", [region.code for region in catalogue.regions])
    _refuse_twins("node code", [node.code for node in catalogue.nodes])
    _refuse_twins("theme code", [theme.code for theme in catalogue.themes])
    for item in catalogue.items:
        _refuse_twins(f"field id of {item.code}", [field.id for field in item.fields])
        _refuse_twins(f"material id of {item.code}", [material.id for material in item.materials])
        if item.form_version != form_version(item.fields):
            message = f"not a catalogue: the form version of {item.code} is not that of its fields"
            raise ValueError(message)
        _refuse_broken_scenarios(item)
    return catalogue


def dump_catalogue(catalogue: Catalogue) -> str:
    """JSON that :func:`load_catalogue` reads; equal catalogues give equal text."""
    nodes = [node.model_dump(mode="json") for node in catalogue.nodes]
    items = [asdict(item) | {"fields": _plain(item.fields)} for item in catalogue.items]
    plain = asdict(catalogue) | {"nodes": nodes, "items": items}
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def form_version(fields: Iterable[FormField]) -> str:
    """First 16 hexadecimal digits of the SHA-256 of the fields' canonical JSON. A licence that may fill a field
    does not change what the form asks."""
    asked = _plain(replace(field, licence="") for field in fields)
    canonical = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _plain(fields: Iterable[FormField]) -> list[dict[str, Any]]:
    """Only a table says something of tables, and only what a licence fills says so: the version of every other form is
    what it was before there were any."""
    plain = []
    for field in fields:
        entry = asdict(field) | {"columns": _plain(field.columns)}
        if not field.licence:
            del entry["licence"]
        plain.append(entry if field.kind == "table" else {k: v for k, v in entry.items() if k not in _OF_TABLES})
    return plain


def _refuse_broken_scenarios(item: Item) -> None:
    for problem in scenario_faults(item):
        message = f"not a catalogue: {item.code}: {problem}"
        raise ValueError(message)


def _refuse_twins(what: str, values: Sequence[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            message = f"not a catalogue: {what} {value!r} stands twice"
            raise ValueError(message)
        seen.add(value)
