"""Puts the platform together from its data folder."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Self

from starlette.types import ASGIApp

import assets
from acceptance_platform import authority, catalogue_store, key_files
from acceptance_platform.access import Gate
from acceptance_platform.app import build_app
from acceptance_platform.casework import Casework
from acceptance_platform.catalogue_api import CatalogueApi
from acceptance_platform.changes import ChangeFeed
from acceptance_platform.clerk_api import ClerkApi
from acceptance_platform.clerks import Clerks
from acceptance_platform.completion import Completion
from acceptance_platform.courier import CourierDesk
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.database import Database
from acceptance_platform.device_api import EnrolmentApi, FollowingApi, SubmissionsApi
from acceptance_platform.draft_desk import DraftDesk
from acceptance_platform.draft_digests import DraftDigests
from acceptance_platform.draft_intake import DraftIntake
from acceptance_platform.draft_reading import DraftReading
from acceptance_platform.drafts_api import DraftsApi
from acceptance_platform.early_look import EarlyLook
from acceptance_platform.enrolment import Enrolment
from acceptance_platform.handover.api import HandoverApi
from acceptance_platform.handover.handovers import Handovers
from acceptance_platform.handover.showing import Showing
from acceptance_platform.intake import Intake
from acceptance_platform.key_list import current_key_list, signed_key_list
from acceptance_platform.keys_api import KeysApi
from acceptance_platform.leases import Leases
from acceptance_platform.limits import DRAFT_DAYS
from acceptance_platform.maintenance import MaintenanceApi, Permits
from acceptance_platform.migrations import bring_up_to_date
from acceptance_platform.notices import Numbering
from acceptance_platform.packet_desk import PacketDesk
from acceptance_platform.packets_api import PacketsApi
from acceptance_platform.personal_services import House, PersonalServices
from acceptance_platform.phone_uploads.api import PhoneUploadsApi
from acceptance_platform.phone_uploads.uploads import PhoneUploads
from acceptance_platform.progress import Progress
from acceptance_platform.queue_calls.api import QueueCallsApi
from acceptance_platform.queue_calls.calling import Calling
from acceptance_platform.renewal import Renewals
from acceptance_platform.sandbox import city_records
from acceptance_platform.sealed_reading import SealedReading
from acceptance_platform.sources import Sources
from acceptance_platform.station_api import StationApi
from acceptance_platform.themes.groups import Themes
from acceptance_platform.transfers.api import TransfersApi
from acceptance_platform.transfers.transfers import Transfers
from acceptance_platform.travelling import Travelling
from acceptance_platform.unfinished_uploads import UnfinishedUploads
from acceptance_platform.upload_files import UploadFiles
from acceptance_platform.upload_settling import settle_all
from acceptance_platform.upload_turns import UploadTurns
from acceptance_platform.uploads_api import UploadsApi
from acceptance_platform.vetting import Vetting
from acceptance_platform.worklist import CaseDesk
from assets.places import load_places
from assets.texts import Texts
from domain.clock import SystemClock, SystemIds

_ASSETS = Path(assets.__file__).parent / "catalogue"


def initialise(root: Path, names: Sequence[str], catalogue: Path | None, workdays: Sequence[Path]) -> DataFolder:
    """Keys, database, catalogue: whatever is not there yet. A catalogue that is given replaces the current one."""
    folder = DataFolder(root)
    folder.create()
    authority.create_authority(folder, names, SystemClock().now())
    key_files.create_keys(folder)
    database = Database(folder.database)
    bring_up_to_date(database)
    database.close()
    if catalogue is not None:
        body = catalogue.read_text(encoding="utf-8")
        catalogue_store.publish(folder, key_files.load_signers(folder)[0], body, workdays)
    return folder


def demonstration() -> tuple[Path, list[Path]]:
    """The catalogue of the demonstration and the calendars of working days."""
    return _ASSETS / "demo_catalogue.json", sorted(_ASSETS.glob("workdays_*.json"))


def install_sandbox(folder: DataFolder) -> None:
    """Invented people, licences, records and bills, so that every service can be tried."""
    city_records.install(folder, (_ASSETS / "demo_city_records.json").read_text(encoding="utf-8"))


class Platform:
    """Everything that stands on one data folder. Raises :class:`Failure` unless it was initialised."""

    def __init__(self, root: Path) -> None:
        self.folder = DataFolder(root)
        signed = catalogue_store.load_signed(self.folder)
        clock = SystemClock()
        self.sources = Sources(clock, SystemIds(clock))
        self.signed_catalogue = signed
        self.directory = catalogue_store.load_directory(self.folder)
        self.database = Database(self.folder.database)
        bring_up_to_date(self.database)
        self.authority = authority.load_authority(self.folder)
        self._signers = key_files.load_signers(self.folder)
        self.signer = self._signers[0]
        self.unsealer = key_files.load_unsealer(self.folder)
        self.keys = current_key_list(self.folder)
        self.clerks = Clerks(self.database, self.sources)
        self.permits = Permits(self.database, self.signer, self.sources)
        self.personal = PersonalServices(
            House(self.folder, self.database, self.directory, self.sources, self.unsealer, self.authority), Texts("zh")
        )
        self.enrolment = Enrolment(self.database, self.authority, self.directory, self.keys, self.sources)
        self.renewals = Renewals(self.database, self.authority, self.enrolment, self.sources)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def app(self, draft_days: int = DRAFT_DAYS, phone_url: str = "") -> ASGIApp:
        """``draft_days``: how long an unfinished application is kept after it was last saved; ``phone_url``: where
        phones reach this platform, empty: nowhere."""
        files = UploadFiles(self.folder)
        turns = UploadTurns()
        arrived = EarlyLook(self.database, self._vetting(files)).arrived
        settle_all(self.database, files)
        unfinished = UnfinishedUploads(self.database, files, self.sources)
        uploads = UploadsApi(self.database, files, turns, unfinished, arrived)
        following = FollowingApi(self._progress(), ChangeFeed(self.database))
        routers = (
            EnrolmentApi(self.enrolment, self.renewals, self.authority.pem()).router(),
            StationApi(self.signer, self.sources).router(),
            CatalogueApi(self.signed_catalogue).router(),
            KeysApi(signed_key_list(self.keys, self._signers)).router(),
            SubmissionsApi(*self._intake(files), turns, self.sources).router(),
            uploads.router(),
            PacketsApi(self.packet_desk(files), files, turns, arrived).router(),
            following.router(),
            self._drafts(files, timedelta(days=draft_days)).router(),
            self._clerk_desk(files).router(),
            MaintenanceApi(self.clerks, self.permits).router(),
            self._handover().router(),
            TransfersApi(Transfers(self.database, self.directory, self.sources)).router(),
            QueueCallsApi(Calling(self.database, self.directory, self.sources)).router(),
            self._phone_uploads(phone_url).router(),
            *self.personal.routers(),
        )
        return build_app(routers, Gate(self.database, self.clerks), self.personal.presences)

    def _handover(self) -> HandoverApi:
        shown = Showing(self.personal.keys)
        return HandoverApi(Handovers(self.database, self.directory, self.unsealer, self.sources, shown))

    def _phone_uploads(self, public_url: str) -> PhoneUploadsApi:
        uploads = PhoneUploads(self.database, self.folder, self.unsealer, self.sources, public_url)
        return PhoneUploadsApi(uploads, {"zh": Texts("zh"), "en": Texts("en")})

    def packet_desk(self, files: UploadFiles) -> PacketDesk:
        return PacketDesk(self.database, *self._intake(files), self.sources)

    def courier_desk(self) -> CourierDesk:
        files = UploadFiles(self.folder)
        return CourierDesk(self.packet_desk(files), files, self.sources)

    def _progress(self) -> Progress:
        return Progress(self.database, self.directory, Themes(self.directory, self.sources))

    def _drafts(self, files: UploadFiles, lifetime: timedelta) -> DraftsApi:
        digests = DraftDigests.of_folder(self.folder)
        reading = DraftReading(self.unsealer)
        pages = SealedReading(files, self.unsealer)
        return DraftsApi(
            DraftIntake(self.database, files, digests, reading, self.sources, lifetime),
            DraftDesk(self.database, digests, reading, pages, files, self.sources),
        )

    def _intake(self, files: UploadFiles) -> tuple[Intake, Completion]:
        intake = Intake(self.database, files, self.directory, self.sources, self.unsealer)
        return intake, Completion(self.database, intake, self._vetting(files), self.signer, self.personal.keys)

    def _vetting(self, files: UploadFiles) -> Vetting:
        return Vetting(SealedReading(files, self.unsealer), self.directory, self.sources, load_places)

    def _clerk_desk(self, files: UploadFiles) -> ClerkApi:
        reading = SealedReading(files, self.unsealer)
        desk = CaseDesk(self.database, self.directory, reading, Travelling(files, reading), self.sources)
        casework = Casework(self.database, desk, self.directory, Numbering(Texts("zh")), self.sources)
        return ClerkApi(self.clerks, Leases(self.signer, self.directory, self.sources), desk, casework)
