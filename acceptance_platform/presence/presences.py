"""Opens, checks and ends presences."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from acceptance_platform import audit
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import PRESENCE_MINUTES
from acceptance_platform.person_keys import PersonKeys
from acceptance_platform.presence.assistance import Assistance
from acceptance_platform.presence.phone_codes import PhoneCodes
from acceptance_platform.presence.tables import presences
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.sources import Sources
from acceptance_platform.unsealing import Unsealer
from domain.case.receipt_code import token_digest
from domain.contract.presence import PresenceReply, PresenceRequest
from domain.contract.submission import Applicant
from domain.failures import FailureCode
from domain.identity.card_check import check_number
from domain.identity.person import kind_of_number
from domain.identity.verdict import Reject


@dataclass(frozen=True, slots=True)
class Present:
    """A person proven at a device, for one request."""

    device: Device
    person_key: str
    person: Applicant = field(repr=False)


class Presences:
    """``phone_codes``: ``None`` where nobody verifies codes of phones; they are then refused as not offered."""

    def __init__(
        self, database: Database, sources: Sources, unsealer: Unsealer, keys: PersonKeys,
        phone_codes: PhoneCodes | None,
    ) -> None:  # fmt: skip
        self._database = database
        self._sources = sources
        self._unsealer = unsealer
        self._keys = keys
        self._phone_codes = phone_codes
        self._assistance = Assistance(database, sources, keys)

    def open(self, request: PresenceRequest, device: Device) -> PresenceReply:
        """Raises :class:`Refused`. Earlier presences at this device end: one person stands at a kiosk at a time."""
        person = self._claimed(request)
        now = self._sources.now()
        token = self._sources.ids.new_token()
        expires_at = now + timedelta(minutes=PRESENCE_MINUTES)
        with self._database.writing() as connection:
            key = self._keys.of(person.id_kind, person.id_number)
            vouched_by = ""
            if request.proof == "clerk":
                vouched_by = self._assistance.use(connection, request.code, device, key, now)
            _end(connection, device, now)
            row = {
                "token_digest": token_digest(token), "device_id": device.device_id, "proof": request.proof,
                "person_key": key, "expires_at": expires_at,
                "sealed_person": self._unsealer.seal(person.model_dump_json().encode()),
            }  # fmt: skip
            connection.execute(insert(presences).values(row))
            audit.record(connection, now, device.device_id, f"presence by {request.proof}", key[:16])
        return PresenceReply(token=token, expires_at=expires_at, person=person, vouched_by=vouched_by)

    def of_token(self, token: str, device: Device) -> Present:
        """Raises :class:`Refused`: 401 unless the presence is open and of this device."""
        query = select(presences).where(
            presences.c.token_digest == token_digest(token),
            presences.c.device_id == device.device_id,
            presences.c.expires_at > self._sources.now(),
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise Refused(FailureCode.IDENTITY_NOT_PROVEN, 401)
        return Present(device, row.person_key, Applicant.model_validate_json(self._unsealer.open(row.sealed_person)))

    def _claimed(self, request: PresenceRequest) -> Applicant:
        """Who is said to stand there; for a phone, as its verification says."""
        person = self._of_phone(request.code) if request.proof == "phone" else request.person
        if person is None:
            raise invalid_request(422, "a person is missing")
        kind = kind_of_number(person.id_kind, person.id_number)
        if isinstance(check_number(kind, person.id_number, self._sources.today()), Reject):
            raise invalid_request(422, "the person's number")
        return person.model_copy(update={"proof": request.proof})

    def _of_phone(self, code: str) -> Applicant:
        if self._phone_codes is None:
            raise not_offered()
        person = self._phone_codes.person(code)
        if person is None:
            raise Refused(FailureCode.PHONE_CODE_REFUSED, 403)
        return person


def not_offered() -> Refused:
    """The city has connected nobody for this service."""
    return Refused(FailureCode.SERVICE_NOT_OFFERED, 501)


def _end(connection: Connection, device: Device, now: datetime) -> None:
    over = (presences.c.device_id == device.device_id) | (presences.c.expires_at <= now)
    connection.execute(delete(presences).where(over))
