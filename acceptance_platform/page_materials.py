"""Which material of now a page is that was handed in by an older catalogue.

A catalogue may number its materials anew when one is dropped. So it is the name that counts where an id has come to
stand for another paper; what has only got another wording stays what it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from acceptance_platform import cases, submissions
from acceptance_platform.catalogue_store import Directory
from domain.catalogue.model import Item
from domain.contract.clerk import PageRef
from domain.contract.submission import SubmissionManifest


class PageMaterials:
    def __init__(self, connection: Connection, directory: Directory, case: Row[Any]) -> None:
        self._definitions = directory.definitions(case.item_code)
        self.names = {one.id: one.name for item in reversed(self._definitions) for one in item.materials}
        """Of every id, also of those that are no longer the item's."""
        self._ids: dict[int, Mapping[str, str]] = {}
        for row in submissions.all_of_case(connection, case.case_id):
            then = _names_then(connection, directory, row)
            self._ids[row.round] = ids_of_now(then, self._definitions) if self._definitions else {}
            self.names |= {new: then[old] for old, new in self._ids[row.round].items() if new not in self.names}

    def of(self, pages: Sequence[tuple[str, PageRef]]) -> list[tuple[str, PageRef]]:
        return [(self._ids[page.round].get(material_id, material_id), page) for material_id, page in pages]


def ids_of_now(then: Mapping[str, str], definitions: Sequence[Item]) -> Mapping[str, str]:
    """``then``: names by id; ``definitions``: the newest first. Only ids that differ; a paper whose id is another's by
    now gets one of its own."""
    latest, *former = definitions
    now = {material.id: material.name for material in latest.materials}
    before = {(material.id, material.name) for item in former for material in item.materials}
    by_name = {name: material_id for material_id, name in now.items()}
    changed = {}
    for material_id, name in then.items():
        if now.get(material_id) == name:
            continue
        if name in by_name:
            changed[material_id] = by_name[name]
        elif any(name_before == now.get(material_id) and id_ != material_id for id_, name_before in before):
            changed[material_id] = f"former:{material_id}"
    return changed


def _names_then(connection: Connection, directory: Directory, row: Row[Any]) -> dict[str, str]:
    """As the station knew them; what a correction asked for as the department called it."""
    manifest = SubmissionManifest.model_validate_json(row.manifest)
    item = directory.item_under(manifest.item_code, manifest.catalogue_version)
    names = {material.id: material.name for material in item.materials} if item else {}
    if row.kind == "correction":
        points = cases.correction(connection, row.submission_id).points
        names |= {point.id: point.name for point in points if point.kind == "material"}
    return names
