"""What devices tell, as frozen data that may cross threads. No event prints personal data."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Literal, TypeAlias

from domain.failures import FailureCode
from domain.identity.id_card import IdCard

DeviceKind = Literal[
    "id_card_reader", "smart_card_reader", "document_scanner", "receipt_printer", "page_printer", "qr_scanner",
    "face_camera",
]  # fmt: skip


class Condition(Enum):
    """One vocabulary for every device."""

    CLOSED = "closed"
    CONNECTING = "connecting"
    READY = "ready"
    BUSY = "busy"
    WARMING_UP = "warming_up"
    NEEDS_PERSON = "needs_person"
    """Paper, cover, jam: the failure says which."""
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    device_id: str
    kind: DeviceKind
    condition: Condition
    failure: FailureCode | None = None
    paper_near_end: bool = False
    paper_loaded: bool | None = None
    """Scanner only: whether paper lies in the feeder; ``None`` while not known."""


@dataclass(frozen=True, slots=True)
class CardRead:
    device_id: str
    card: IdCard


@dataclass(frozen=True, slots=True)
class CardReadFailed:
    device_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a social-security card tells; fields it keeps back are empty. ``repr`` shows place and version only."""

    region: str
    """Six digits: the region that issued it."""
    version: str
    number: str = field(repr=False)
    person_number: str = field(repr=False)
    name: str = field(repr=False)
    sex: str = field(repr=False)
    """GB/T 2261.1, or empty."""
    ethnicity: str = field(repr=False)
    """Code of GB/T 3304, or empty."""
    birth: date | None = field(repr=False)
    issued: date | None = field(repr=False)
    valid_to: date | None = field(repr=False)

    @property
    def kept_back(self) -> bool:
        """Whether the person can be read only with a security module (cards of version 3.00)."""
        return not (self.name and self.person_number)

    @property
    def refusal(self) -> FailureCode | None:
        """What to say at a station that cannot read the person: it has no security module for this card."""
        return FailureCode.SOCIAL_CARD_PROTECTED if self.kept_back else None


@dataclass(frozen=True, slots=True)
class SocialCardRead:
    device_id: str
    card: SocialCard


@dataclass(frozen=True, slots=True)
class SocialCardReadFailed:
    device_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One side as the scanner delivered it."""

    number: int
    """From 1, in the order of arrival; in duplex odd is front."""
    media_type: Literal["image/jpeg", "image/png"]
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0
    dpi: int = 0
    blank: bool = False
    """Set by ``page_imaging``: nothing but paper and show-through."""


class PageFault(Enum):
    """What is wrong with a page as a picture, in the order of what to say first."""

    TOO_DARK = "too_dark"
    WRONG_SIDE = "wrong_side"
    """Nothing is on this side of the sheet."""
    CUT_OFF = "cut_off"
    BLURRED = "blurred"
    SKEWED = "skewed"


@dataclass(frozen=True, slots=True)
class PreviewFrame:
    """What a camera sees now, made small for a screen."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    """Of the preview, in pixels."""
    faults: tuple[PageFault, ...] = ()
    """What would be wrong with a page taken now; looked at twice a second."""


@dataclass(frozen=True, slots=True)
class PreviewReady:
    """A frame waits to be taken from the manager. Told again only after it was taken, so that a slow screen
    never makes a queue."""

    device_id: str


@dataclass(frozen=True, slots=True)
class PageScanned:
    device_id: str
    job_id: str
    page: ScannedPage


@dataclass(frozen=True, slots=True)
class ScanFinished:
    device_id: str
    job_id: str
    pages: int


@dataclass(frozen=True, slots=True)
class ScanFailed:
    """Pages already delivered stay good."""

    device_id: str
    job_id: str
    failure: FailureCode
    pages: int


@dataclass(frozen=True, slots=True)
class ReceiptPrinted:
    """The printer itself confirmed the end of the job."""

    device_id: str
    job_id: str


@dataclass(frozen=True, slots=True)
class PagesPrinted:
    """The A4 printer, or its queue, reported the job completed."""

    device_id: str
    job_id: str


@dataclass(frozen=True, slots=True)
class PagesPrinting:
    """How far the A4 printer says it is with a job. Not every printer tells, and a quick one is done before."""

    device_id: str
    job_id: str
    done: int
    """Pages that came out, or sheets where the printer counts only those."""
    total: int | None
    """Of the same; ``None`` while nobody knows."""


@dataclass(frozen=True, slots=True)
class PrintFailed:
    device_id: str
    job_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """``text`` may be anything anyone printed: data, never a command."""

    device_id: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeScanFailed:
    """Something was presented and could not be read."""

    device_id: str
    failure: FailureCode


FaceOutcome = Literal["match", "no_match", "unsure"]
"""Whether the face before the camera is that of the portrait; ``unsure`` when the time was over."""


@dataclass(frozen=True, slots=True)
class FaceCompared:
    """Nothing of the pictures is told."""

    device_id: str
    job_id: str
    outcome: FaceOutcome


@dataclass(frozen=True, slots=True)
class FaceFailed:
    """Nothing was found out."""

    device_id: str
    job_id: str
    failure: FailureCode


DeviceEvent: TypeAlias = (
    DeviceStatus
    | CardRead
    | CardReadFailed
    | SocialCardRead
    | SocialCardReadFailed
    | PreviewReady
    | PageScanned
    | ScanFinished
    | ScanFailed
    | ReceiptPrinted
    | PagesPrinted
    | PagesPrinting
    | PrintFailed
    | CodeScanned
    | CodeScanFailed
    | FaceCompared
    | FaceFailed
)
