"""The catalogue devices mirror and the platform works by, with the calendar of working days."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from acceptance_platform import former_items
from acceptance_platform.data_folder import DataFolder, write_durably
from acceptance_platform.former_items import Editions, load_editions
from acceptance_platform.signing import Signer
from domain.calendar.workdays import WorkCalendar
from domain.case.routing import Authority, implementing_authority
from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Catalogue, Item, Region, Theme
from domain.contract.catalogue import SignedCatalogue
from domain.contract.enrolment import Node
from domain.contract.submission import SubmissionManifest
from domain.failures import Failure, FailureCode


@dataclass(frozen=True)
class Directory:
    """What is looked up by code all the time. Unknown codes: ``None``."""

    catalogue: Catalogue
    calendar: WorkCalendar
    editions: Editions = ()
    """Of the catalogues before this one."""

    def item(self, code: str) -> Item | None:
        """Of the catalogue of now."""
        return next((item for item in self.catalogue.items if item.code == code), None)

    def definitions(self, code: str) -> tuple[Item, ...]:
        """All the platform ever knew of an item: that of now first, if it is still offered, then the former ones."""
        now = self.item(code)
        return (*((now,) if now else ()), *former_items.definitions(self.editions, code))

    def last_item(self, code: str) -> Item | None:
        """As it is, or as it was when it left the catalogue: for cases that are here already."""
        return next(iter(self.definitions(code)), None)

    def item_under(self, code: str, version: str) -> Item | None:
        """As a station with that catalogue knows it. ``None`` also when that catalogue was never ours."""
        if version == self.catalogue.version:
            return self.item(code)
        since = former_items.since(self.editions, version)
        if since is None:
            return None
        return next((item for one in since for item in one.items if item.code == code), self.item(code))

    def item_then(self, manifest: SubmissionManifest) -> Item | None:
        """As it was handed in; where nobody knows, as it is or last was."""
        under = self.item_under(manifest.item_code, manifest.catalogue_version)
        return under or self.last_item(manifest.item_code)

    def change_since(self, code: str, version: str, form_version: str) -> Literal["", "changed", "left"]:
        """What became of what the item asks of people since a hand-in by that catalogue with that form."""
        now = self.item(code)
        if now is None:
            return "left"
        then = self.item_under(code, version)
        is_same = then.asks == now.asks if then else form_version == now.form_version
        return "" if is_same else "changed"

    def region(self, code: str) -> Region | None:
        return next((region for region in self.catalogue.regions if region.code == code), None)

    def theme(self, code: str) -> Theme | None:
        return next((theme for theme in self.catalogue.themes if theme.code == code), None)

    def node(self, code: str) -> Node | None:
        return next((node for node in self.catalogue.nodes if node.code == code), None)

    def node_name(self, code: str) -> str:
        """The code itself for a node that has left the catalogue."""
        node = self.node(code)
        return node.name if node else code

    def item_name(self, code: str) -> str:
        item = self.last_item(code)
        return item.name if item else code

    def authority(self, code_or_name: str) -> Authority | None:
        """One that some item and region of the catalogue lead to."""
        for item in self.catalogue.items:
            for region in self.catalogue.regions:
                authority = implementing_authority(item, region)
                if code_or_name in (authority.code, authority.name):
                    return authority
        return None


def publish(folder: DataFolder, signer: Signer, body: str, workdays: Sequence[Path]) -> None:
    """Makes ``body`` the current catalogue; what it changes or leaves out is remembered. Raises ``ValueError`` when it
    is none."""
    catalogue = load_catalogue(body)
    if _path(folder).exists() and (before := load_signed(folder)).body != body:
        former_items.keep_former(folder.catalogue, load_catalogue(before.body), catalogue)
    digest = hashlib.sha256(body.encode()).hexdigest()
    signature = signer.sign({"version": catalogue.version, "digest": digest})
    signed = SignedCatalogue(version=catalogue.version, digest=digest, signature=signature, body=body)
    for path in workdays:
        write_durably(folder.catalogue / path.name, path.read_bytes())
    write_durably(_path(folder), signed.model_dump_json().encode())


def load_signed(folder: DataFolder) -> SignedCatalogue:
    if not _path(folder).exists():
        raise Failure(FailureCode.PLATFORM_NOT_INITIALISED, "no catalogue: run init")
    return SignedCatalogue.model_validate_json(_path(folder).read_bytes())


def load_directory(folder: DataFolder) -> Directory:
    catalogue = load_catalogue(load_signed(folder).body)
    files = sorted(folder.catalogue.glob("workdays*.json"))
    calendar = WorkCalendar.from_json(file.read_text(encoding="utf-8") for file in files)
    return Directory(catalogue, calendar, load_editions(folder.catalogue))


def _path(folder: DataFolder) -> Path:
    return folder.catalogue / "catalogue.json"
