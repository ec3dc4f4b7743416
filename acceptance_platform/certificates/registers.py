"""The ports to the departments' registers: what they say of a person, and the e-licences they issued."""

from dataclasses import dataclass
from typing import Protocol

from domain.contract.submission import Applicant


@dataclass(frozen=True, slots=True)
class LicenceEntry:
    licence_id: str
    name: str
    issuer: str
    issued_on: str
    valid_to: str
    """ISO date; empty: without end."""
    facts: tuple[tuple[str, str], ...]


class Registers(Protocol):
    def facts(self, item_code: str, person: Applicant) -> tuple[tuple[str, str], ...] | None:
        """Label and value, for a print of the catalogue; ``None`` where nothing is known of the person."""
        ...

    def licences(self, person: Applicant) -> tuple[LicenceEntry, ...]: ...
