"""Tickets by which a clerk vouches for a person at a kiosk: one use, a few minutes, both names on record."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from acceptance_platform import audit
from acceptance_platform.clerks import Clerk
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import ASSISTANCE_MINUTES
from acceptance_platform.person_keys import PersonKeys
from acceptance_platform.presence.tables import assistance_tickets
from acceptance_platform.problems import Refused
from acceptance_platform.schema import clerks
from acceptance_platform.sources import Sources
from domain.case.receipt_code import token_digest
from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.failures import FailureCode

PREFIX = "OWA1:"


class Assistance:
    def __init__(self, database: Database, sources: Sources, keys: PersonKeys) -> None:
        self._database = database
        self._sources = sources
        self._keys = keys

    def issue(self, clerk: Clerk, asked: AssistanceRequest | None) -> AssistanceTicket:
        """A new ticket ends the clerk's earlier ones: a code that was photographed is worth nothing. ``None``: good
        for whoever shows it."""
        clerk.require("assist")
        now = self._sources.now()
        code = PREFIX + self._sources.ids.new_token()
        expires_at = now + timedelta(minutes=ASSISTANCE_MINUTES)
        unused = (assistance_tickets.c.username == clerk.username) & assistance_tickets.c.used_at.is_(None)
        with self._database.writing() as connection:
            connection.execute(delete(assistance_tickets).where(unused))
            row = {
                "code_digest": token_digest(code), "username": clerk.username, "expires_at": expires_at,
                "person_key": self._keys.of(asked.id_kind, asked.id_number) if asked else "",
            }  # fmt: skip
            connection.execute(insert(assistance_tickets).values(row))
            audit.record(connection, now, clerk.username, "assistance ticket", "")
        return AssistanceTicket(code=code, expires_at=expires_at)

    def use(self, connection: Connection, code: str, device: Device, person_key: str, now: datetime) -> str:
        """Name of the clerk who vouches. Raises :class:`Refused`: 403 unless the ticket is the clerk's latest, unused,
        in time and for this person."""
        query = select(assistance_tickets, clerks.c.name).join(clerks).where(
            assistance_tickets.c.code_digest == token_digest(code),
            assistance_tickets.c.used_at.is_(None),
            assistance_tickets.c.expires_at > now,
            assistance_tickets.c.person_key.in_(("", person_key)),
        )  # fmt: skip
        row = connection.execute(query).one_or_none()
        if row is None:
            raise Refused(FailureCode.ASSISTANCE_REFUSED, 403)
        used = {"used_at": now, "device_id": device.device_id}
        mine = assistance_tickets.c.code_digest == row.code_digest
        connection.execute(update(assistance_tickets).where(mine).values(used))
        audit.record(connection, now, row.username, "vouched for a person", device.device_id)
        return str(row.name)
