"""The pages of a PDF as images, drawn by a child process: a PDF from a stick is not to be trusted."""

from collections.abc import Generator

from devices.document_scanner.child_link import ChildLink
from devices.document_scanner.delivered_page import page_of
from devices.document_scanner.scan_failures import Trouble
from devices.events import ScannedPage
from devices.ports import ScanSettings

_CHILD = "devices.document_scanner.pdf_child"
_START_SECONDS = 20.0
PAGE_SECONDS = 30.0


class PdfPages:
    """One document at a time; the child lives for one document."""

    def __init__(self, page_timeout: float = PAGE_SECONDS) -> None:
        """``page_timeout``: seconds a page may take to be drawn."""
        self._page_timeout = page_timeout
        self._link = ChildLink(_CHILD, lambda _: Trouble.FILE_REFUSED)

    def pages(self, data: bytes, settings: ScanSettings) -> Generator[ScannedPage]:
        """Raises ``ReadFailed`` for a document that is damaged, locked or too long."""
        self._link.start([], {}, _START_SECONDS)
        try:
            self._link.ask({"dpi": settings.dpi, "colour": settings.colour}, data)
            number = 0
            while "end" not in (frame := self._link.answer(self._page_timeout)).head:
                number += 1
                yield page_of(number, frame.body, settings.dpi)
        finally:
            self._link.kill()

    def close(self) -> None:
        self._link.close()

    def interrupt(self) -> None:
        self._link.interrupt()
