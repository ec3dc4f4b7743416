"""The register of enrolled devices."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from acceptance_platform.problems import Refused
from acceptance_platform.schema import devices
from domain.contract.enrolment import DeviceKind
from domain.failures import FailureCode


@dataclass(frozen=True, slots=True)
class Device:
    device_id: str
    device_no: str
    kind: DeviceKind
    node_code: str


def fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def identify(connection: Connection, certificate: bytes | None) -> Device:
    """Whose certificate (DER) this is. Raises :class:`Refused`: 401 unknown or none, 403 revoked."""
    row = None
    if certificate is not None:
        query = select(devices).where(devices.c.fingerprint == fingerprint(certificate))
        row = connection.execute(query).one_or_none()
    if row is None:
        raise Refused(FailureCode.DEVICE_NOT_IDENTIFIED, 401)
    if row.revoked_at is not None:
        raise Refused(FailureCode.DEVICE_REVOKED, 403)
    return Device(row.device_id, row.device_no, row.kind, row.node_code)


def is_known(connection: Connection, device_id: str) -> bool:
    query = select(devices.c.device_id).where(devices.c.device_id == device_id, devices.c.revoked_at.is_(None))
    return connection.execute(query).scalar() is not None


def revoke(connection: Connection, device_id: str, now: datetime) -> bool:
    """From now on. False when there is no such device; a second time changes nothing."""
    known = connection.execute(select(devices.c.device_id).where(devices.c.device_id == device_id)).scalar()
    first = (devices.c.device_id == device_id) & devices.c.revoked_at.is_(None)
    connection.execute(update(devices).where(first).values(revoked_at=now))
    return known is not None
