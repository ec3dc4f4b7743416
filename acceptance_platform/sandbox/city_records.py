"""The invented records of a demonstration, read once. A platform without the file has no sandbox."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from acceptance_platform.data_folder import DataFolder, write_durably
from domain.contract.submission import Applicant

_FILE = "sandbox.json"


@dataclass(frozen=True, slots=True)
class SandboxPerson:
    id: str
    person: Applicant


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    licence_id: str
    id_kind: str
    id_number: str
    name: str
    issuer: str
    issued_on: str
    valid_to: str
    """ISO date; empty: without end."""
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What a department's register says of a person, for one print item."""

    item_code: str
    id_kind: str
    id_number: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BillRecord:
    bill_no: str
    id_kind: str
    id_number: str
    unit: str
    purpose: str
    cents: int


@dataclass(frozen=True, slots=True)
class CityRecords:
    people: tuple[SandboxPerson, ...]
    licences: tuple[LicenceRecord, ...]
    records: tuple[ItemRecord, ...]
    bills: tuple[BillRecord, ...]


def install(folder: DataFolder, body: str) -> None:
    """Raises ``ValueError`` for a body that is no sandbox."""
    _read(json.loads(body))
    write_durably(folder.root / _FILE, body.encode())


def load(folder: DataFolder) -> CityRecords | None:
    path = folder.root / _FILE
    return _read(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def _read(content: Any) -> CityRecords:
    return TypeAdapter(CityRecords).validate_python(content)
