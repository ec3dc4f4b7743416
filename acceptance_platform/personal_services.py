"""Puts the services together that are for a proven person: one router each, behind one door."""

from fastapi import APIRouter

from acceptance_platform.data_folder import DataFolder
from acceptance_platform.database import Database
from acceptance_platform.person_keys import load_person_keys
from acceptance_platform.presence.api import PresenceApi
from acceptance_platform.presence.assistance import Assistance
from acceptance_platform.presence.presences import Presences
from acceptance_platform.sandbox import city_records
from acceptance_platform.sandbox.phone_codes import SandboxPhoneCodes, load_secret
from acceptance_platform.sources import Sources
from acceptance_platform.unsealing import Unsealer


class PersonalServices:
    """Where the folder has no sandbox and no other source is connected, a service refuses as not offered."""

    def __init__(self, folder: DataFolder, database: Database, unsealer: Unsealer, sources: Sources) -> None:
        self.keys = load_person_keys(folder)
        self._records = records = city_records.load(folder)
        self.phone_codes = SandboxPhoneCodes(records, load_secret(folder), sources) if records else None
        self.presences = Presences(database, sources, unsealer, self.keys, self.phone_codes)
        self._assistance = Assistance(database, sources)

    def routers(self) -> tuple[APIRouter, ...]:
        return (PresenceApi(self.presences, self._assistance).router(),)
