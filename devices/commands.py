"""What a device's thread can be asked to do. A command that ends in an event knows how its failure is told."""

from dataclasses import dataclass, field
from typing import TypeAlias

from devices.events import CodeScanFailed, CodeScanned, DeviceEvent, FaceFailed, PrintFailed, ScanFailed
from devices.ports import ScanSettings
from devices.worker_thread import CancelFlag
from domain.documents.document import Document
from domain.failures import FailureCode


@dataclass(frozen=True, slots=True)
class WatchCards:
    on: bool


@dataclass(frozen=True, slots=True)
class ListenCodes:
    on: bool


@dataclass(frozen=True, slots=True)
class WatchPreview:
    on: bool


@dataclass(frozen=True, slots=True)
class PresentCode:
    """A code that came over the keyboard, which belongs to the application and not to a driver."""

    event: CodeScanned | CodeScanFailed


@dataclass(frozen=True, slots=True)
class Scan:
    job_id: str
    settings: ScanSettings
    cancelled: CancelFlag

    def failed(self, device_id: str, failure: FailureCode) -> DeviceEvent:
        return ScanFailed(device_id, self.job_id, failure, 0)


@dataclass(frozen=True, slots=True)
class Print:
    job_id: str
    document: Document = field(repr=False)

    def failed(self, device_id: str, failure: FailureCode) -> DeviceEvent:
        return PrintFailed(device_id, self.job_id, failure)


@dataclass(frozen=True, slots=True)
class PrintPages:
    """``pdf``: the document as a PDF of A4 pages."""

    job_id: str
    pdf: bytes = field(repr=False)

    def failed(self, device_id: str, failure: FailureCode) -> DeviceEvent:
        return PrintFailed(device_id, self.job_id, failure)


@dataclass(frozen=True, slots=True)
class CompareFace:
    """``portrait``: PNG of the card just read."""

    job_id: str
    portrait: bytes = field(repr=False)
    cancelled: CancelFlag

    def failed(self, device_id: str, failure: FailureCode) -> DeviceEvent:
        return FaceFailed(device_id, self.job_id, failure)


@dataclass(frozen=True, slots=True)
class Refresh:
    """Tell the status now."""


Switch: TypeAlias = WatchCards | ListenCodes | WatchPreview | PresentCode
Job: TypeAlias = Scan | Print | PrintPages | CompareFace
Command: TypeAlias = Switch | Job | Refresh
