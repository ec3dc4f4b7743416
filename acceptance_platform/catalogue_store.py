"""The catalogue devices mirror and the platform works by, with the calendar of working days."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from acceptance_platform.data_folder import DataFolder, write_durably
from acceptance_platform.signing import Signer
from domain.calendar.workdays import WorkCalendar
from domain.case.routing import Authority, implementing_authority
from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Catalogue, Item, Region, Theme
from domain.contract.catalogue import SignedCatalogue
from domain.contract.enrolment import Node
from domain.failures import Failure, FailureCode


@dataclass(frozen=True)
class Directory:
    """What is looked up by code all the time. Unknown codes: ``None``."""

    catalogue: Catalogue
    calendar: WorkCalendar

    def item(self, code: str) -> Item | None:
        return next((item for item in self.catalogue.items if item.code == code), None)

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
        item = self.item(code)
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
    """Makes ``body`` the current catalogue. Raises ``ValueError`` when it is none."""
    catalogue = load_catalogue(body)
    digest = hashlib.sha256(body.encode()).hexdigest()
    signature = signer.sign({"version": catalogue.version, "digest": digest})
    signed = SignedCatalogue(version=catalogue.version, digest=digest, signature=signature, body=body)
    for path in workdays:
        write_durably(folder.catalogue / path.name, path.read_bytes())
    write_durably(folder.catalogue / "catalogue.json", signed.model_dump_json().encode())


def load_signed(folder: DataFolder) -> SignedCatalogue:
    path = folder.catalogue / "catalogue.json"
    if not path.exists():
        raise Failure(FailureCode.PLATFORM_NOT_INITIALISED, "no catalogue: run init")
    return SignedCatalogue.model_validate_json(path.read_bytes())


def load_directory(folder: DataFolder) -> Directory:
    catalogue = load_catalogue(load_signed(folder).body)
    files = sorted(folder.catalogue.glob("workdays*.json"))
    return Directory(catalogue, WorkCalendar.from_json(file.read_text(encoding="utf-8") for file in files))
