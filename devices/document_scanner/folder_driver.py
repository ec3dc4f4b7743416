"""Files instead of paper: a folder a network scanner writes to, or a USB stick."""

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from devices.document_scanner.delivered_page import page_of
from devices.document_scanner.folder_listing import Settling, list_files, read_file
from devices.document_scanner.pdf_pages import PAGE_SECONDS, PdfPages
from devices.document_scanner.scan_failures import Trouble, failure
from devices.driver_options import refuse_unknown
from devices.events import ScannedPage
from devices.ports import ScannerStatus, ScanSettings

_LOOK_SECONDS = 0.2
_PDF_START = b"%PDF-"
_PDF_START_WITHIN = 1024


class FolderImport:
    """Implements ``devices.ports.DocumentScanner`` and ``Interruptible``: a scan is every file, in reading order.

    ``address``: the folder. Options, all optional: ``settle`` seconds a file must not have changed (1),
    ``patience`` seconds to wait for files that still grow (30), ``page_timeout`` seconds to draw a page of a PDF (30),
    ``delete`` whether a file is removed when all its pages were taken (false: right for a citizen's stick, true for a
    folder a scanner writes to).
    Images are handed on as they are; PDF pages are drawn at the asked resolution in a child process.
    """

    def __init__(
        self,
        address: str,
        options: Mapping[str, Any],
        *,
        wait: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        refuse_unknown(options, "settle", "patience", "page_timeout", "delete")
        self._folder = Path(address)
        self._settling = Settling(float(options.get("settle", 1.0)))
        self._patience = float(options.get("patience", 30.0))
        self._delete = bool(options.get("delete", False))
        self._wait = wait
        self._now = now
        self._pdf = PdfPages(float(options.get("page_timeout", PAGE_SECONDS)))
        self._interrupted = False

    def open(self) -> None:
        list_files(self._folder)

    def close(self) -> None:
        self._pdf.close()

    def interrupt(self) -> None:
        """Final, from any thread."""
        self._interrupted = True
        self._pdf.interrupt()

    def status(self) -> ScannerStatus:
        listing = list_files(self._folder)
        settled = self._settling.settled(listing, self._now())
        return ScannerStatus(paper_loaded=bool(settled), busy=len(settled) < len(listing))

    def scan(self, settings: ScanSettings) -> Generator[ScannedPage]:
        """A file that is refused ends the job; pages and files before it stay good."""
        number = 0
        for name in self._whole_files():
            with closing(self._pages(read_file(self._folder, name), settings)) as pages:
                for page in pages:
                    number += 1
                    yield replace(page, number=number)
            if self._delete:
                (self._folder / name).unlink(missing_ok=True)

    def _whole_files(self) -> list[str]:
        """Raises ``ReadFailed`` if there are none, or one does not stop growing."""
        end = self._now() + self._patience
        while not self._interrupted:
            listing = list_files(self._folder)
            if not listing:
                raise failure(Trouble.NO_FILES)
            settled = self._settling.settled(listing, self._now())
            if len(settled) == len(listing):
                return settled
            if self._now() >= end:
                raise failure(Trouble.FILE_REFUSED, "a file still grows")
            self._wait(_LOOK_SECONDS)
        raise failure(Trouble.UNREACHABLE, "interrupted")

    def _pages(self, data: bytes, settings: ScanSettings) -> Generator[ScannedPage]:
        if _PDF_START in data[:_PDF_START_WITHIN]:
            yield from self._pdf.pages(data, settings)
        else:
            yield page_of(1, data, settings.dpi)
