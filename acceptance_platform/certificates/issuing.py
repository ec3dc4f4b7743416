"""Issues prints of the catalogue: counted, numbered, signed, and found again by their verify code."""

import base64
import hashlib
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from acceptance_platform import audit
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.certificates.registers import Registers
from acceptance_platform.certificates.sheets import Printing
from acceptance_platform.certificates.tables import certificates
from acceptance_platform.database import Database
from acceptance_platform.limits import CERTIFICATE_COPIES
from acceptance_platform.presence.presences import Present, not_offered
from acceptance_platform.problems import Refused
from acceptance_platform.sequences import next_number
from acceptance_platform.sources import Sources
from domain.catalogue.model import Item
from domain.contract.certificate import CertificateCheck, CertificatePrint, CertificateRequest
from domain.failures import FailureCode
from domain.identity.masking import mask_name

_CODE_LENGTH = 16


class Issuing:
    """``registers``: ``None`` where no department is connected."""

    def __init__(
        self, database: Database, directory: Directory, sources: Sources, registers: Registers | None,
        printing: Printing,
    ) -> None:  # fmt: skip
        self._database = database
        self._directory = directory
        self._sources = sources
        self._registers = registers
        self._printing = printing

    def issue(self, request: CertificateRequest, present: Present) -> CertificatePrint:
        """Raises :class:`Refused`."""
        item = self._directory.item(request.item_code)
        if self._registers is None:
            raise not_offered()
        printable = item is not None and item.kiosk_class == "P" and "person" in item.applicants
        facts = self._registers.facts(request.item_code, present.person) if printable else None
        if item is None or facts is None:
            raise record_not_found()
        now = self._sources.now()
        with self._database.writing() as connection:
            number, code, copy_no = self._number(connection, item, present, now)
        sheet = self._printing.certificate(item, present.person, facts, (number, code, request.purpose), now)
        digest = hashlib.sha256(sheet).hexdigest()
        with self._database.writing() as connection:
            mine = certificates.c.certificate_no == number
            connection.execute(update(certificates).where(mine).values(digest=digest))
            audit.record(connection, now, present.device.device_id, "certificate issued", number)
        return CertificatePrint(
            certificate_no=number, verify_code=code, item_name=item.name, issued_at=now, copy_no=copy_no,
            pdf=base64.b64encode(sheet).decode("ascii"),
        )  # fmt: skip

    def check(self, verify_code: str) -> CertificateCheck:
        """Raises :class:`Refused`: 404 for a code nobody was given."""
        known = (certificates.c.verify_code == verify_code) & (certificates.c.digest != "")
        with self._database.reading() as connection:
            row = connection.execute(select(certificates).where(known)).one_or_none()
        if row is None:
            raise record_not_found()
        return CertificateCheck(
            certificate_no=row.certificate_no, item_name=self._directory.item_name(row.item_code),
            issued_at=row.issued_at, holder_masked=row.holder_masked, digest=row.digest,
        )  # fmt: skip

    def _number(self, connection: Connection, item: Item, present: Present, now: datetime) -> tuple[str, str, int]:
        """Number, verify code and which copy of the day this is: used up even if the sheet cannot be made."""
        day = self._sources.today().isoformat()
        same = (
            (certificates.c.person_key == present.person_key)
            & (certificates.c.item_code == item.code)
            & (certificates.c.day == day)
        )
        copies = connection.execute(select(func.count()).select_from(certificates).where(same)).scalar_one()
        if copies >= CERTIFICATE_COPIES:
            raise Refused(FailureCode.CERTIFICATE_LIMIT, 409)
        number = f"OWC{day.replace('-', '')}{next_number(connection, f'certificate {day}'):07d}"
        code = self._sources.ids.new_token()[:_CODE_LENGTH]
        row = {
            "certificate_no": number, "verify_code": code, "item_code": item.code, "person_key": present.person_key,
            "holder_masked": mask_name(present.person.name), "day": day, "copy_no": copies + 1, "issued_at": now,
            "device_id": present.device.device_id,
        }  # fmt: skip
        connection.execute(insert(certificates).values(row))
        return number, code, copies + 1


def record_not_found() -> Refused:
    """Nothing is known, or not of this person: both are answered alike."""
    return Refused(FailureCode.RECORD_NOT_FOUND, 404)
