"""The ports to who collects fees and to who moves money."""

from dataclasses import dataclass
from typing import Protocol

from domain.contract.submission import Applicant


@dataclass(frozen=True, slots=True)
class BillEntry:
    bill_no: str
    unit: str
    purpose: str
    cents: int


class Bills(Protocol):
    def bills(self, person: Applicant) -> tuple[BillEntry, ...]:
        """All of the person's bills, paid or not."""
        ...
