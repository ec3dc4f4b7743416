"""Devices that are given jobs: the page scanner and the printers."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from devices.commands import Job, Print, PrintPages, Scan, Switch, WatchPreview
from devices.errors import ReadFailed
from devices.events import (
    DeviceEvent,
    PageScanned,
    PagesPrinted,
    PagesPrinting,
    PreviewFrame,
    PreviewReady,
    ReceiptPrinted,
    ScanFailed,
    ScanFinished,
)
from devices.lifecycle import Facts, Lifecycle, Signal
from devices.ports import DocumentScanner, LivePreview, PagePrinter, PrintProgress, ReceiptPrinter
from devices.worker_thread import Newest
from domain.documents.document import Document
from domain.failures import FailureCode

STATUS_SECONDS = 2.0
"""How often an idle device is asked for paper, so that the screen can say so before the start."""
PREVIEW_SECONDS = 0.08
"""Between two frames of a preview: at most twelve a second."""

Tell = Callable[[DeviceEvent], None]


class ScanRoutine:
    """``is_blank`` judges the bytes of a page; ``frames`` gets what a camera sees while a preview is watched."""

    def __init__(
        self,
        device_id: str,
        lifecycle: Lifecycle,
        tell: Tell,
        is_blank: Callable[[bytes], bool],
        frames: Newest[PreviewFrame],
    ) -> None:
        self._device_id = device_id
        self._lifecycle = lifecycle
        self._tell = tell
        self._is_blank = is_blank
        self._frames = frames
        self._watched = False
        self._pages = 0

    def idle(self, driver: DocumentScanner) -> float:
        if isinstance(driver, LivePreview):
            if self._watched:
                return self._show(driver)
            driver.end_preview()
        status = driver.status()
        signal = Signal.WARMING if status.warming_up else Signal.WORKING if status.busy else Signal.WELL
        self._lifecycle.note(signal, Facts(paper_loaded=status.paper_loaded))
        return STATUS_SECONDS

    def _show(self, camera: LivePreview) -> float:
        frame = camera.preview()
        self._lifecycle.note(Signal.WELL, Facts())
        if self._frames.put(frame):
            self._tell(PreviewReady(self._device_id))
        return PREVIEW_SECONDS

    def switch(self, command: Switch) -> None:
        """Only the preview of a camera is switched."""
        if isinstance(command, WatchPreview):
            self._watched = command.on

    def work(self, driver: DocumentScanner, job: Job) -> None:
        if not isinstance(job, Scan):
            raise TypeError(job)
        with closing(driver.scan(job.settings)) as pages:
            while not job.cancelled and (page := next(pages, None)) is not None:
                page = replace(page, blank=self._is_blank(page.data))
                self._pages += 1
                self._tell(PageScanned(self._device_id, job.job_id, page))
        if job.cancelled:
            raise ReadFailed(FailureCode.SCAN_STOPPED)
        pages_told, self._pages = self._pages, 0
        self._tell(ScanFinished(self._device_id, job.job_id, pages_told))

    def failed(self, job: Job, failure: FailureCode) -> None:
        pages_told, self._pages = self._pages, 0
        self._tell(ScanFailed(self._device_id, job.job_id, failure, pages_told))


class PrintRoutine:
    """``encode`` turns a document into what the printer understands."""

    def __init__(self, device_id: str, lifecycle: Lifecycle, tell: Tell, encode: Callable[[Document], bytes]) -> None:
        self._device_id = device_id
        self._lifecycle = lifecycle
        self._tell = tell
        self._encode = encode

    def idle(self, driver: ReceiptPrinter) -> float:
        status = driver.status()
        self._lifecycle.note(Signal.WELL, Facts(paper_near_end=status.paper_near_end))
        return STATUS_SECONDS

    def switch(self, command: Switch) -> None:
        """Nothing of a printer is switched."""

    def work(self, driver: ReceiptPrinter, job: Job) -> None:
        if not isinstance(job, Print):
            raise TypeError(job)
        driver.print(self._encode(job.document))
        self._tell(ReceiptPrinted(self._device_id, job.job_id))

    def failed(self, job: Job, failure: FailureCode) -> None:
        self._tell(job.failed(self._device_id, failure))


class PagePrintRoutine:
    """PDF pages on A4."""

    def __init__(self, device_id: str, lifecycle: Lifecycle, tell: Tell) -> None:
        self._device_id = device_id
        self._lifecycle = lifecycle
        self._tell = tell

    def idle(self, driver: PagePrinter) -> float:
        status = driver.status()
        self._lifecycle.note(Signal.WELL, Facts(paper_near_end=status.paper_near_end))
        return STATUS_SECONDS

    def switch(self, command: Switch) -> None:
        """Nothing of a printer is switched."""

    def work(self, driver: PagePrinter, job: Job) -> None:
        if not isinstance(job, PrintPages):
            raise TypeError(job)

        def tell(progress: PrintProgress) -> None:
            self._tell(PagesPrinting(self._device_id, job.job_id, progress.done, progress.total))

        driver.print(job.pdf, tell)
        self._tell(PagesPrinted(self._device_id, job.job_id))

    def failed(self, job: Job, failure: FailureCode) -> None:
        self._tell(job.failed(self._device_id, failure))
