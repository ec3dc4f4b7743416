"""Puts the services together that are for a person: one router each, most of them behind one door."""

from dataclasses import dataclass

from fastapi import APIRouter

from acceptance_platform.appointments.api import AppointmentsApi
from acceptance_platform.appointments.desk import Desk
from acceptance_platform.authority import Authority
from acceptance_platform.cashier.api import CashierApi
from acceptance_platform.cashier.cashier import Cashier
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.certificates.api import CertificatesApi
from acceptance_platform.certificates.issuing import Issuing
from acceptance_platform.certificates.licences import Licences
from acceptance_platform.certificates.sheets import Printing
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.database import Database
from acceptance_platform.evaluations.api import EvaluationsApi
from acceptance_platform.evaluations.evaluations import Evaluations
from acceptance_platform.my_cases.api import MyCasesApi
from acceptance_platform.my_cases.my_cases import CasesOfPersons
from acceptance_platform.my_cases.papers import PapersOfPersons
from acceptance_platform.paper.seal import load_seal
from acceptance_platform.person_keys import load_person_keys
from acceptance_platform.presence.api import PresenceApi
from acceptance_platform.presence.assistance import Assistance
from acceptance_platform.presence.presences import Presences
from acceptance_platform.progress import Progress
from acceptance_platform.sandbox import city_records
from acceptance_platform.sandbox.phone_codes import SandboxPhoneCodes, load_secret
from acceptance_platform.sandbox.registers import SandboxRegisters
from acceptance_platform.sealed_reading import SealedReading
from acceptance_platform.sources import Sources
from acceptance_platform.themes.groups import Themes
from acceptance_platform.unsealing import Unsealer
from acceptance_platform.upload_files import UploadFiles
from domain.text import Say

SANDBOX_PAY_URL = "https://pay.sandbox.invalid/"
"""A name that leads nowhere (RFC 6761): the sandbox is paid on the platform's own command line."""


@dataclass(frozen=True, slots=True)
class House:
    """What the platform stands on."""

    folder: DataFolder
    database: Database
    directory: Directory
    sources: Sources
    unsealer: Unsealer
    authority: Authority


class PersonalServices:
    """Where the folder has no sandbox and no other source is connected, a service refuses as not offered."""

    def __init__(self, house: House, say: Say) -> None:
        database, sources = house.database, house.sources
        records = city_records.load(house.folder)
        registers = SandboxRegisters(records) if records else None
        self.keys = load_person_keys(house.folder)
        self.phone_codes = SandboxPhoneCodes(records, load_secret(house.folder), sources) if records else None
        self.presences = Presences(database, sources, house.unsealer, self.keys, self.phone_codes)
        self.cashier = Cashier(database, sources, registers, SANDBOX_PAY_URL)
        seal = load_seal(house.folder, house.authority, sources.now())
        printing = Printing(say, seal, demonstration=house.directory.catalogue.demonstration)
        progress = Progress(database, house.directory, Themes(house.directory, sources))
        reading = SealedReading(UploadFiles(house.folder), house.unsealer)
        self._apis = (
            PresenceApi(self.presences, Assistance(database, sources, self.keys)),
            CertificatesApi(
                Issuing(database, house.directory, sources, registers, printing),
                Licences(database, house.directory, sources, registers, printing),
            ),
            CashierApi(self.cashier),
            AppointmentsApi(Desk(database, house.directory, sources)),
            EvaluationsApi(Evaluations(database, sources, house.unsealer)),
            MyCasesApi(
                CasesOfPersons(database, progress), PapersOfPersons(database, house.directory, reading, sources)
            ),
        )

    def routers(self) -> tuple[APIRouter, ...]:
        return tuple(api.router() for api in self._apis)
