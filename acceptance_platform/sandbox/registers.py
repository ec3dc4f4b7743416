"""Registers and bills of the sandbox."""

from acceptance_platform.cashier.bills import BillEntry
from acceptance_platform.certificates.registers import LicenceEntry
from acceptance_platform.sandbox.city_records import BillRecord, CityRecords, ItemRecord, LicenceRecord
from domain.contract.submission import Applicant


class SandboxRegisters:
    def __init__(self, records: CityRecords) -> None:
        self._records = records

    def facts(self, item_code: str, person: Applicant) -> tuple[tuple[str, str], ...] | None:
        found = [one for one in self._records.records if one.item_code == item_code and _of(one, person)]
        return found[0].facts if found else None

    def licences(self, person: Applicant) -> tuple[LicenceEntry, ...]:
        return tuple(
            LicenceEntry(one.licence_id, one.name, one.issuer, one.issued_on, one.valid_to, one.facts)
            for one in self._records.licences
            if _of(one, person)
        )

    def bills(self, person: Applicant) -> tuple[BillEntry, ...]:
        return tuple(
            BillEntry(one.bill_no, one.unit, one.purpose, one.cents) for one in self._records.bills if _of(one, person)
        )


def _of(record: ItemRecord | LicenceRecord | BillRecord, person: Applicant) -> bool:
    return (record.id_kind, record.id_number) == (person.id_kind, person.id_number)
