"""The devices of a visit, with what they use up counted when they tell that it was used."""

from collections.abc import Callable

from devices.events import (
    DeviceEvent,
    DeviceStatus,
    PagesPrinted,
    PrintFailed,
    ReceiptPrinted,
    ScanFailed,
    ScanFinished,
)
from devices.page_printer.pdf_page_count import page_count
from devices.ports import ScanSettings
from domain.documents.document import Document
from kiosk.composition.workbench import Devices
from kiosk.supplies import Kind
from kiosk.upkeep.receipt_length import receipt_millimetres


class MeteredDevices:
    """:class:`kiosk.composition.workbench.Devices`; ``used`` is told kind and amount, on the GUI thread."""

    def __init__(self, devices: Devices, feeder: str, used: Callable[[Kind, int], None]) -> None:
        """``feeder``: id of the scanner with rollers."""
        self._devices = devices
        self._feeder = feeder
        self._used = used
        self._under_way: dict[str, tuple[Kind, int]] = {}
        self.watch_cards = devices.watch_cards
        self.listen_codes = devices.listen_codes
        self.cancel_scan = devices.cancel_scan
        self.refresh = devices.refresh
        self.compare_face = devices.compare_face
        self.cancel_face = devices.cancel_face

    def scan(self, job_id: str, settings: ScanSettings, device_id: str = "") -> None:
        self._devices.scan(job_id, settings, device_id)

    def print(self, job_id: str, document: Document) -> None:
        self._under_way[job_id] = "receipt_paper", receipt_millimetres(document)
        self._devices.print(job_id, document)

    def print_pages(self, job_id: str, pdf: bytes) -> None:
        self._under_way[job_id] = "a4_sheets", page_count(pdf) or 1
        self._devices.print_pages(job_id, pdf)

    def statuses(self) -> dict[str, DeviceStatus]:
        return self._devices.statuses()

    def on_device(self, event: DeviceEvent) -> None:
        """What failed may have used paper too; nobody knows how much, and it is not counted."""
        match event:
            case ReceiptPrinted(_, job_id) | PagesPrinted(_, job_id) if job_id in self._under_way:
                self._used(*self._under_way.pop(job_id))
            case PrintFailed(_, job_id):
                self._under_way.pop(job_id, None)
            case ScanFinished(device, _, pages) | ScanFailed(device, _, _, pages) if device == self._feeder and pages:
                self._used("scanner_rollers", pages)
