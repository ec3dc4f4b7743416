"""The e-licences of a person who is present, and signed copies of them for a case."""

import base64
from collections.abc import Mapping, Sequence
from datetime import date

from acceptance_platform import audit
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.certificates.issuing import record_not_found
from acceptance_platform.certificates.registers import LicenceEntry, Registers
from acceptance_platform.certificates.sheets import Printing
from acceptance_platform.database import Database
from acceptance_platform.presence.presences import Present, not_offered
from acceptance_platform.sources import Sources
from domain.catalogue.canonical import canonical
from domain.catalogue.form_validation import check_field
from domain.catalogue.model import FormField
from domain.contract.certificate import (
    Licence,
    LicenceAnswer,
    LicenceAnswers,
    LicenceCopy,
    LicenceQuestion,
    MyLicences,
)


class Licences:
    def __init__(
        self, database: Database, directory: Directory, sources: Sources, registers: Registers | None,
        printing: Printing,
    ) -> None:  # fmt: skip
        self._database = database
        self._directory = directory
        self._sources = sources
        self._registers = registers
        self._printing = printing

    def of(self, present: Present) -> MyLicences:
        return MyLicences(licences=tuple(self._shown(entry) for entry in self._entries(present)))

    def copy(self, licence_id: str, purpose: str, present: Present) -> LicenceCopy:
        """Raises :class:`Refused`: 404 for a licence that is not this person's or no longer valid."""
        found = [e for e in self._entries(present) if e.licence_id == licence_id and self._valid(e)]
        if not found:
            raise record_not_found()
        now = self._sources.now()
        with self._database.writing() as connection:
            audit.record(connection, now, present.device.device_id, "licence copied", present.person_key[:16])
        sheet = self._printing.licence_copy(found[0], purpose, now)
        return LicenceCopy(licence_id=licence_id, pdf=base64.b64encode(sheet).decode("ascii"))

    def answers(self, question: LicenceQuestion, present: Present) -> LicenceAnswers:
        """Of valid licences, for the fields that ask for them; what is wrong for its field is left out."""
        item = self._directory.item(question.item_code)
        now = self._sources.now()
        with self._database.writing() as connection:
            audit.record(connection, now, present.device.device_id, "licences read", present.person_key[:16])
        told = [(e.name, dict(e.facts)) for e in self._entries(present) if self._valid(e)]
        answers = (_answer(field, told, self._sources.today()) for field in (item.fields if item else ()))
        return LicenceAnswers(answers=tuple(answer for answer in answers if answer is not None))

    def _entries(self, present: Present) -> tuple[LicenceEntry, ...]:
        if self._registers is None:
            raise not_offered()
        return self._registers.licences(present.person)

    def _shown(self, entry: LicenceEntry) -> Licence:
        return Licence(
            licence_id=entry.licence_id, name=entry.name, issuer=entry.issuer, issued_on=entry.issued_on,
            valid_to=entry.valid_to, valid=self._valid(entry),
        )  # fmt: skip

    def _valid(self, entry: LicenceEntry) -> bool:
        return not entry.valid_to or entry.valid_to >= self._sources.today().isoformat()


def _answer(field: FormField, told: Sequence[tuple[str, Mapping[str, str]]], today: date) -> LicenceAnswer | None:
    wanted, _, label = field.licence.partition("/")
    for name, facts in told:
        value = canonical(field, facts.get(label, "")) if name == wanted else ""
        if value and check_field(field, value, today) is None:
            return LicenceAnswer(field_id=field.id, value=value, licence=name)
    return None
