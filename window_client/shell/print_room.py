"""Which printer a document goes to: what is kept in a file on A4, what goes into a pocket on a slip."""

from collections.abc import Collection

from devices.events import DeviceKind
from devices.manager import DeviceManager
from domain.documents.document import Document
from domain.text import Say
from window_client.shell.a4_pages import a4_pages

_FOR_THE_FILE = ("notice-", "transfer-list", "tolerance-promise", "handover-slip")
"""Beginnings of :attr:`Document.name`: notices (告知书、通知书), lists (清单), what is signed (承诺书、送达回执)."""


class PrintRoom:
    """Of two printers the fitting one, of one that one."""

    def __init__(self, devices: DeviceManager, kinds: Collection[DeviceKind], say: Say) -> None:
        """``kinds`` of the devices that are configured."""
        self._devices = devices
        self._a4 = "page_printer" in kinds
        self._slips = "receipt_printer" in kinds
        self._say = say

    def print(self, job_id: str, document: Document) -> None:
        """Ends as ``ReceiptPrinted``, ``PagesPrinted`` or ``PrintFailed``."""
        if self._a4 and (document.name.startswith(_FOR_THE_FILE) or not self._slips):
            self._devices.print_pages(job_id, a4_pages(document, self._say))
        else:
            self._devices.print(job_id, document)
