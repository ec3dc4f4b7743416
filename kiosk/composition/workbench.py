"""What the steps work with, opened when a visit is raised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from devices.events import DeviceStatus
from devices.ports import ScanSettings
from domain.clock import CHINA, Clock, IdSource
from domain.contract.appointment import Appointment, AppointmentDesk, AppointmentRequest, QueueTicket
from domain.contract.certificate import (
    CertificatePrint,
    CertificateRequest,
    LicenceAnswers,
    LicenceCopy,
    MyLicences,
)
from domain.contract.draft import MyDrafts
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.contract.held_papers import EarlierPage, MyPapers
from domain.contract.my_cases import MyCases
from domain.contract.payment import MyBills, Payment
from domain.contract.phone_upload import PhoneUpload
from domain.contract.progress import CaseProgress, ProgressQuery
from domain.contract.submission import Applicant
from domain.documents.document import Document
from domain.identity.person import Person
from domain.text import Say
from kiosk.composition.paper_devices import PaperDevices
from kiosk.settings import Settings
from kiosk.upkeep.counter_book import CounterBook
from kiosk.upkeep.sheet_reference import SheetBook
from kiosk.upkeep.touch_panel import TouchPanel
from kiosk.upkeep.usb_stick import StickWriter
from offline_queue.draft_keeper import UnfinishedCase
from offline_queue.draft_resuming import ContinuedCase
from offline_queue.limits import Forecast
from offline_queue.outbox import CaseDraft, CommittedCase, KeptPage, NewPage, OwedReceipt
from offline_queue.phone_uploads import SentPage
from offline_queue.projection import EntryView, QueueSummary
from offline_queue.shop import Shop
from offline_queue.station import Station, StationEnrolment
from qt_edge.outbox_bridge import Jobs
from qt_edge.preview_feed import PreviewFeed

FaceRule: TypeAlias = Literal["off", "go_on", "staff"]
"""Whether faces are compared, and what follows when somebody is not: one goes on, or a clerk vouches."""


class Devices(Protocol):
    """:class:`devices.manager.DeviceManager` as the steps use it; answers come as device events."""

    def watch_cards(self, on: bool) -> None: ...
    def listen_codes(self, on: bool) -> None: ...
    def scan(self, job_id: str, settings: ScanSettings, device_id: str = "") -> None: ...
    def cancel_scan(self) -> None: ...
    def compare_face(self, job_id: str, portrait: bytes) -> None: ...
    def cancel_face(self) -> None: ...
    def print(self, job_id: str, document: Document) -> None: ...
    def print_pages(self, job_id: str, pdf: bytes) -> None: ...
    def refresh(self) -> None: ...
    def statuses(self) -> dict[str, DeviceStatus]: ...


class Drafts(Protocol):
    """:class:`offline_queue.draft_keeper.DraftKeeper` as the steps use it; every call may block on the disk."""

    def save(self, case: UnfinishedCase) -> str: ...
    def rest(self, case_id: str) -> None: ...


class Keeper(Protocol):
    """:class:`offline_queue.outbox.Outbox` as the steps use it; every call may block on the disk."""

    @property
    def drafts(self) -> Drafts: ...

    def keep_page(self, case_id: str, page: NewPage) -> KeptPage: ...
    def drop_page(self, case_id: str, sealed_digest: str) -> None: ...
    def discard(self, case_id: str) -> None: ...
    def commit(self, draft: CaseDraft) -> CommittedCase: ...
    def owed_receipts(self) -> tuple[OwedReceipt, ...]: ...
    def receipt_given(self, submission_id: str) -> None: ...


class Queue(Protocol):
    """:class:`offline_queue.projection.Projection` as the steps use it; every call looks at the disk."""

    def entries(self) -> tuple[EntryView, ...]: ...
    def summary(self) -> QueueSummary: ...
    def forecast(self) -> Forecast: ...
    def clock_confidence(self) -> str: ...


class Platform(Protocol):
    """:class:`offline_queue.platform_client.PlatformClient` as the steps use it; every call waits for the network."""

    def progress(self, query: ProgressQuery) -> CaseProgress: ...
    def ping(self) -> float: ...
    def maintenance_permit(self, username: str, password: str) -> str: ...


class Personal(Protocol):
    """:class:`offline_queue.personal_desk.PersonalDesk` as the steps use it; every call waits for the network."""

    def by_phone(self, code: str) -> Person: ...
    def by_clerk(self, person: Person, code: str) -> Person: ...
    def certificate(self, person: Person, request: CertificateRequest) -> CertificatePrint: ...
    def licences(self, person: Person) -> MyLicences: ...
    def licence_copy(self, person: Person, licence_id: str, purpose: str) -> LicenceCopy: ...
    def licence_answers(self, person: Person, item_code: str) -> LicenceAnswers: ...
    def bills(self, person: Person) -> MyBills: ...
    def begin_payment(self, person: Person, bill_no: str) -> Payment: ...
    def payment(self, person: Person, payment_no: str) -> Payment: ...
    def appointments(self, person: Person) -> AppointmentDesk: ...
    def book(self, person: Person, slot: AppointmentRequest) -> Appointment: ...
    def cancel(self, person: Person, appointment_no: str) -> AppointmentDesk: ...
    def queue_ticket(self, person: Person) -> QueueTicket: ...
    def cases(self, person: Person) -> MyCases: ...
    def papers(self, person: Person) -> MyPapers: ...
    def paper_page(self, person: Person, paper_id: str, page: EarlierPage) -> bytes: ...
    def drafts(self, person: Person) -> MyDrafts: ...
    def evaluate(self, evaluation: Evaluation) -> EvaluationReply: ...


class Phones(Protocol):
    """:class:`offline_queue.phone_uploads.PhoneUploads` as the steps use it; every call waits for the network."""

    def open(self, case_id: str) -> PhoneUpload: ...
    def new_pages(self, upload_id: str, known: frozenset[str]) -> tuple[SentPage, ...]: ...
    def close(self, upload_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Workbench:
    say: Say
    clock: Clock
    ids: IdSource
    enrolment: StationEnrolment
    shop: Shop
    devices: Devices
    keeper: Keeper
    queue: Queue
    platform: Platform
    personal: Personal
    storage: Jobs
    """Background jobs on the disk, in order."""
    line: Jobs
    """Background jobs that wait for the network."""
    resume: Callable[[str, Applicant], ContinuedCase]
    """What was put away, by its code and the person's number; waits for the network and the disk."""
    phones: Phones
    """Pages a citizen sends from a phone."""
    paper: PaperDevices
    preview: PreviewFeed
    """What the document camera sees."""
    resume_own: Callable[[Person, str], ContinuedCase]
    """One of those that the person here began, by its case; waits as well."""
    upkeep: "Upkeep"
    chinese_keys: bool = False
    """Qt's keyboard comes up for words; ours then only for digits."""
    face: FaceRule = "off"

    def today(self) -> date:
        return self.clock.now().astimezone(CHINA).date()


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a technician works on."""

    settings: Settings
    station: Station
    stick: Path
    """A folder that is there while a USB stick is."""
    stick_writer: StickWriter
    counters: CounterBook
    sheets: SheetBook
    touch_panel: TouchPanel


@dataclass(frozen=True, slots=True)
class Ways:
    """What a step may ask of the visit."""

    go: Callable[[object], None]
    """An event of the journey map."""
    end: Callable[[], None]
    """The citizen is done."""
    data_given: Callable[[], None]
    active: Callable[[], None]
    """A device is doing what the citizen asked for: not idle."""
