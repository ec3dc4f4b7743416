"""A device that stays the same gets a new key: what it handed in, and what waits with it, stays its own."""

import hashlib
from datetime import timedelta

from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Boolean, Column, ForeignKey, String, Table, insert, select, update

from acceptance_platform import audit
from acceptance_platform.authority import Authority
from acceptance_platform.database import Database, UtcMoment
from acceptance_platform.devices import fingerprint, is_known
from acceptance_platform.enrolment import Enrolment, parsed_request, same_key
from acceptance_platform.limits import TICKET_HOURS
from acceptance_platform.schema import devices, metadata
from acceptance_platform.sources import Sources
from domain.contract.enrolment import EnrolmentReply, EnrolmentRequest

renewals = Table(
    "renewals", metadata,
    Column("code_digest", String, primary_key=True),
    Column("device_id", ForeignKey("devices.device_id"), nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("used", Boolean, nullable=False, default=False),
)  # fmt: skip


class Renewals:
    def __init__(self, database: Database, authority: Authority, enrolment: Enrolment, sources: Sources) -> None:
        self._database = database
        self._authority = authority
        self._enrolment = enrolment
        self._sources = sources

    def issue_code(self, device_id: str) -> str | None:
        """For one device, once; only its digest is kept. ``None`` for a device that is unknown or revoked."""
        code, now = self._sources.ids.new_token(), self._sources.now()
        row = {"code_digest": _digest(code), "device_id": device_id, "expires_at": now + timedelta(hours=TICKET_HOURS)}
        with self._database.writing() as connection:
            if not is_known(connection, device_id):
                return None
            connection.execute(insert(renewals).values(row))
            audit.record(connection, now, "administrator", "renewal permitted", device_id)
        return code

    def renew(self, request: EnrolmentRequest) -> EnrolmentReply | None:
        """``None`` when the code renews nothing. The former certificate is refused from then on; the same key may use
        its code again within the day: its first answer may have been lost."""
        csr, now = parsed_request(request.certificate_request), self._sources.now()
        mine = renewals.c.code_digest == _digest(request.code)
        with self._database.writing() as connection:
            code = connection.execute(select(renewals).where(mine, renewals.c.expires_at > now)).one_or_none()
            if code is None or not is_known(connection, code.device_id):
                return None
            this = devices.c.device_id == code.device_id
            device = connection.execute(select(devices).where(this)).one()
            if not same_key(device, csr):
                if code.used:
                    return None
                certificate = self._authority.issue_device(code.device_id, csr, now)
                connection.execute(update(devices).where(this).values(
                    fingerprint=fingerprint(certificate.public_bytes(Encoding.DER)),
                    certificate=certificate.public_bytes(Encoding.PEM).decode("ascii"),
                ))  # fmt: skip
                connection.execute(update(renewals).where(mine).values(used=True))
                audit.record(connection, now, code.device_id, "renewed", code.device_id)
                device = connection.execute(select(devices).where(this)).one()
            return self._enrolment.reply(device)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
