"""Clerks: roles, passwords (scrypt), logins (limited), sessions (bound to one window)."""

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from acceptance_platform import audit
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import LOGIN_FAILURES, LOGIN_WINDOW_MINUTES, SESSION_HOURS
from acceptance_platform.problems import Refused
from acceptance_platform.schema import clerk_sessions, clerks, login_failures
from acceptance_platform.sources import Sources
from domain.case.clerk_powers import POWERS, Power
from domain.contract.clerk import LeaseClaims, LoginRequest, Role
from domain.failures import FailureCode

_NOBODY = "00" * 16 + "$" + "00" * 32
"""Checked for usernames nobody has, so that the time tells nothing."""


@dataclass(frozen=True, slots=True)
class Clerk:
    username: str
    name: str
    authority_code: str
    authority_name: str
    node_code: str
    role: Role

    def require(self, power: Power) -> None:
        """Raises :class:`Refused` 403 for what the role does not allow."""
        if power not in POWERS[self.role]:
            raise not_authorised(403)


@dataclass(frozen=True, slots=True)
class Login:
    token: str
    clerk: Clerk
    login_digest: str
    """Changes with the password."""
    expires_at: datetime


class Clerks:
    def __init__(self, database: Database, sources: Sources) -> None:
        self._database = database
        self._sources = sources

    def add(self, clerk: Clerk, password: str) -> None:
        """The same username again: replaces everything, and ends the sessions and leases of before."""
        values = {"name": clerk.name, "authority_code": clerk.authority_code, "authority_name": clerk.authority_name,
                  "node_code": clerk.node_code, "role": clerk.role,
                  "password": _hashed(password, os.urandom(16))}  # fmt: skip
        statement = upsert(clerks).values(username=clerk.username, **values)
        with self._database.writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["username"], set_=values))
            connection.execute(delete(clerk_sessions).where(clerk_sessions.c.username == clerk.username))

    def login(self, request: LoginRequest, device: Device) -> Login:
        """Raises :class:`Refused`: 401 wrong, 429 after too many wrong ones, 403 for who has no work at a window."""
        require_window(device)
        row = self._proven(request, device)
        if row.role == "technician":
            raise not_authorised(403)
        return self._open(row, device, "login")

    def at_terminal(self, request: LoginRequest, device: Device) -> Clerk:
        """Who proves at a kiosk to be a clerk; opens no session. Raises :class:`Refused` as :meth:`login`."""
        return _clerk(self._proven(request, device))

    def _proven(self, request: LoginRequest, device: Device) -> Row[Any]:
        """The password is worked on outside of any transaction: scrypt is slow on purpose."""
        now = self._sources.now()
        with self._database.reading() as connection:
            throttled = _failures(connection, request.username, device, now) >= LOGIN_FAILURES
            row = connection.execute(select(clerks).where(clerks.c.username == request.username)).one_or_none()
        if not throttled and _matches(request.password, row.password if row else _NOBODY) and row is not None:
            return row
        if not throttled:
            self._note_failure(request.username, device)
        status, headers = (429, {"Retry-After": str(LOGIN_WINDOW_MINUTES * 60)}) if throttled else (401, {})
        raise Refused(FailureCode.CLERK_REFUSED, status, headers=headers)

    def resume(self, lease: LeaseClaims, device: Device) -> Login:
        """``lease``: its signature is verified. Raises :class:`Refused`: 403 unless it is of this window, in time, and
        nothing of the clerk has changed."""
        require_window(device)
        with self._database.reading() as connection:
            row = connection.execute(select(clerks).where(clerks.c.username == lease.username)).one_or_none()
        is_good = lease.device_id == device.device_id and lease.expires_at > self._sources.now()
        if row is None or not is_good or row.role != lease.role or _digest(row.password) != lease.login_digest:
            raise not_authorised(403)
        return self._open(row, device, "resumed under a lease")

    def of_session(self, token: str, device: Device) -> Clerk:
        """Raises :class:`Refused`: 401 unless the session is open and of this window."""
        require_window(device)
        query = select(clerks).join(clerk_sessions).where(
            clerk_sessions.c.token_digest == _digest(token),
            clerk_sessions.c.device_id == device.device_id,
            clerk_sessions.c.expires_at > self._sources.now(),
        )  # fmt: skip
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise not_authorised(401)
        return _clerk(row)

    def _open(self, row: Row[Any], device: Device, how: str) -> Login:
        clerk = _clerk(row)
        now = self._sources.now()
        token = self._sources.ids.new_token()
        expires_at = now + timedelta(hours=SESSION_HOURS)
        session = {"token_digest": _digest(token), "username": clerk.username, "device_id": device.device_id,
                   "expires_at": expires_at}  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(delete(clerk_sessions).where(clerk_sessions.c.expires_at <= now))
            connection.execute(insert(clerk_sessions).values(session))
            audit.record(connection, now, clerk.username, how, device.device_id)
        return Login(token, clerk, _digest(row.password), expires_at)

    def _note_failure(self, username: str, device: Device) -> None:
        now = self._sources.now()
        failure = {"username_digest": _digest(username), "device_id": device.device_id, "at": now}
        with self._database.writing() as connection:
            connection.execute(delete(login_failures).where(login_failures.c.at <= _window(now)))
            connection.execute(insert(login_failures).values(failure))
            audit.record(connection, now, device.device_id, "login refused", "")


def require_window(device: Device) -> None:
    if device.kind == "kiosk":
        raise not_authorised(403)


def not_authorised(status: int) -> Refused:
    return Refused(FailureCode.CLERK_NOT_AUTHORISED, status)


def _matches(password: str, stored: str) -> bool:
    return hmac.compare_digest(stored, _hashed(password, bytes.fromhex(stored.partition("$")[0])))


def _failures(connection: Connection, username: str, device: Device, now: datetime) -> int:
    since = login_failures.c.at > _window(now)
    whose = or_(login_failures.c.username_digest == _digest(username), login_failures.c.device_id == device.device_id)
    return int(connection.execute(select(func.count()).select_from(login_failures).where(since, whose)).scalar_one())


def _window(now: datetime) -> datetime:
    return now - timedelta(minutes=LOGIN_WINDOW_MINUTES)


def _hashed(password: str, salt: bytes) -> str:
    """scrypt with the parameters OWASP names: N=2^14, r=8, p=5, 16 MiB."""
    key = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=5, dklen=32)
    return f"{salt.hex()}${key.hex()}"


def _clerk(row: Row[Any]) -> Clerk:
    return Clerk(row.username, row.name, row.authority_code, row.authority_name, row.node_code, row.role)


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
