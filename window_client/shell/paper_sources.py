"""Where paper comes from: the scanner's feeder, the document camera, files. All end in the paper desk."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from devices.catalog import DeviceSpec
from devices.document_scanner.delivered_page import page_of
from devices.document_scanner.pdf_pages import PdfPages
from devices.events import DeviceEvent, PageScanned, ScanFailed, ScanFinished
from devices.manager import DeviceManager
from devices.ports import ScanSettings
from domain.failures import Failure, FailureCode
from qt_edge.background_jobs import BackgroundJobs, Err, Outcome
from window_client.shell.paper_desk import Incoming, PaperDesk

_CAMERA = "camera"
_PDF = b"%PDF-"


class PaperSources(QObject):
    """``ended(str, int)`` job, pages told; ``broke(str, int, FailureCode)`` besides the cause."""

    ended = Signal(str, int)
    broke = Signal(str, int, object)

    def __init__(self, devices: DeviceManager, specs: Sequence[DeviceSpec], desk: PaperDesk) -> None:
        super().__init__()
        self._devices = devices
        self._camera = next((spec.id for spec in specs if spec.driver == _CAMERA), "")
        self._desk = desk
        self._files = BackgroundJobs("paper-files")
        self._cancelled = False

    def scan(self, job_id: str) -> None:
        self._devices.scan(job_id, ScanSettings())

    def photograph(self, job_id: str) -> None:
        """One page; without a camera the first scanner's flatbed."""
        self._devices.scan(job_id, ScanSettings(source="flatbed", duplex=False), self._camera)

    def import_files(self, job_id: str, paths: Sequence[Path]) -> None:
        """In their order; PDF pages are drawn in a child process. Pages before a file that is refused stay good."""
        self._cancelled = False
        self._import_next(job_id, list(paths), 0)

    def cancel(self) -> None:
        self._cancelled = True
        self._devices.cancel_scan()

    def device_said(self, event: DeviceEvent) -> None:
        match event:
            case PageScanned(_, job_id, page):
                self._desk.take(Incoming(job_id, page.number, page.media_type, page.blank, page.data))
            case ScanFinished(_, job_id, pages):
                self.ended.emit(job_id, pages)
            case ScanFailed(_, job_id, failure, pages):
                self.broke.emit(job_id, pages, failure)

    def stop(self) -> None:
        self._cancelled = True
        self._files.stop()

    def _import_next(self, job_id: str, paths: list[Path], pages: int) -> None:
        if self._cancelled or not paths:
            self.ended.emit(job_id, pages)
            return
        path = paths.pop(0)

        def done(outcome: Outcome[tuple[Incoming, ...]]) -> None:
            if isinstance(outcome, Err):
                self.broke.emit(job_id, pages, outcome.failure)
                return
            for page in outcome.value:
                self._desk.take(page)
            self._import_next(job_id, paths, pages + len(outcome.value))

        self._files.run(lambda: _read(path, job_id, pages), done)


def _read(path: Path, job_id: str, before: int) -> tuple[Incoming, ...]:
    """Raises ``Failure``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Failure(FailureCode.IMPORT_FILE_UNREADABLE, type(error).__name__) from error
    settings = ScanSettings()
    if not data.startswith(_PDF):
        page = page_of(1, data, settings.dpi)
        return (Incoming(job_id, before + 1, page.media_type, False, page.data),)
    drawn = PdfPages()
    with closing(drawn.pages(data, settings)) as pages:
        return tuple(
            Incoming(job_id, before + number, page.media_type, False, page.data) for number, page in enumerate(pages, 1)
        )
