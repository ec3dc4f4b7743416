"""The receipts an earlier visit could not hand over: printed as soon as the next one is raised.

The power may go between the commit and the paper. Whoever stands there then gets number and code from
the visit that follows, without anything personal on the paper: nothing personal is known here any more.
"""

from datetime import timedelta

from devices.events import DeviceEvent, PrintFailed, ReceiptPrinted
from domain.case.receipt_code import ReceiptCode, encode
from domain.documents.document import Document
from domain.documents.receipt import ReceiptFacts, submission_receipt
from kiosk.composition.stage import is_working
from kiosk.composition.workbench import Workbench
from offline_queue.outbox import OwedReceipt
from qt_edge.background_jobs import Ok, Outcome

PRINTER = "receipt_printer"
STILL_THERE = timedelta(minutes=15)
"""After that nobody waits for the paper, and the next citizen must not get it."""


class OwedReceipts:
    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._printing: dict[str, OwedReceipt] = {}
        self._refused: list[OwedReceipt] = []

    def settle(self) -> None:
        """Print what is owed and let go of what came too late."""
        self._bench.storage.run(self._bench.keeper.owed_receipts, self._on_owed)

    def on_device(self, event: DeviceEvent) -> None:
        """A print that failed is tried again when the printer is ready, or by the next visit."""
        if isinstance(event, ReceiptPrinted) and event.job_id in self._printing:
            self._given(self._printing.pop(event.job_id).submission_id)
        elif isinstance(event, PrintFailed) and event.job_id in self._printing:
            self._refused.append(self._printing.pop(event.job_id))
        elif is_working(event, PRINTER):
            refused, self._refused = self._refused, []
            for owed in refused:
                self._print(owed)

    def _on_owed(self, outcome: Outcome[tuple[OwedReceipt, ...]]) -> None:
        for owed in outcome.value if isinstance(outcome, Ok) else ():
            if abs(self._bench.clock.now() - owed.handed_in_at) > STILL_THERE:
                self._given(owed.submission_id)
            else:
                self._print(owed)

    def _print(self, owed: OwedReceipt) -> None:
        job_id = self._bench.ids.new_id()
        self._printing[job_id] = owed
        self._bench.devices.print(job_id, self._document(owed))

    def _given(self, submission_id: str) -> None:
        keeper = self._bench.keeper
        self._bench.storage.run(lambda: keeper.receipt_given(submission_id), lambda _: None)

    def _document(self, owed: OwedReceipt) -> Document:
        catalogue = self._bench.shop.catalogue
        names = {item.code: item.name for item in catalogue.items}
        facts = ReceiptFacts(
            temporary_no=owed.temporary_no,
            item_name=names.get(owed.item_code, owed.item_code),
            applicant_masked="",
            mobile_masked="",
            node_name=self._bench.enrolment.node.name,
            device_no=self._bench.enrolment.device_no,
            materials=(),
            handed_in_at=owed.handed_in_at,
            delivered=False,
            qr_payload=encode(ReceiptCode(owed.case_id, owed.token)),
            demonstration=catalogue.demonstration,
            recovered_pages=owed.pages,
        )
        return submission_receipt(facts, self._bench.say)
