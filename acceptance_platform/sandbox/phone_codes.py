"""Codes of phones as the sandbox shows them: ``SBX-<person>-<seconds since 1970>-<MAC>``, good for a minute, once."""

import hashlib
import hmac
import os
from datetime import datetime, timedelta

from acceptance_platform.data_folder import DataFolder, write_durably
from acceptance_platform.sandbox.city_records import CityRecords
from acceptance_platform.sources import Sources
from domain.contract.submission import Applicant

LASTS = timedelta(seconds=60)


class SandboxPhoneCodes:
    def __init__(self, records: CityRecords, secret: bytes, sources: Sources) -> None:
        self._people = {entry.id: entry.person for entry in records.people}
        self._secret = secret
        self._sources = sources
        self._used: dict[str, datetime] = {}

    def issue(self, person_id: str) -> str:
        """What the phone of this person would show. Raises ``KeyError`` for a person nobody invented."""
        _ = self._people[person_id]
        until = int((self._sources.now() + LASTS).timestamp())
        return f"SBX-{person_id}-{until}-{self._mac(person_id, until)}"

    def person(self, code: str) -> Applicant | None:
        now = self._sources.now()
        self._used = {mac: until for mac, until in self._used.items() if until > now}
        head, _, mac = code.rpartition("-")
        _, person_id, until = (*head.split("-"), "", "")[:3]
        if not until.isdecimal() or not hmac.compare_digest(mac, self._mac(person_id, int(until))):
            return None
        if int(until) < now.timestamp() or mac in self._used:
            return None
        self._used[mac] = now + LASTS
        return self._people.get(person_id)

    def _mac(self, person_id: str, until: int) -> str:
        return hmac.new(self._secret, f"{person_id}-{until}".encode(), hashlib.sha256).hexdigest()[:16]


def load_secret(folder: DataFolder) -> bytes:
    path = folder.keys / "sandbox.key"
    if not path.exists():
        write_durably(path, os.urandom(32))
    return path.read_bytes()
