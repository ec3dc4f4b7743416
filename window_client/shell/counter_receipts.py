"""Receipts of the counter: one for each hand-in, printed one after the other, owed until the printer confirmed it."""

from collections.abc import Callable

from devices.events import DeviceEvent, PagesPrinted, PrintFailed, ReceiptPrinted
from domain.case.receipt_code import ReceiptCode, encode
from domain.catalogue.joint import values_of
from domain.catalogue.scenarios import materials_for
from domain.documents.receipt import MaterialLine, ReceiptFacts, submission_receipt
from domain.identity.masking import mask_mobile, mask_name
from qt_edge.background_jobs import Err, Outcome
from window_client.draft.application import ChosenItem, Slip
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.desk import Desk
from window_client.shell.counter_tools import CounterTools
from window_client.shell.means import Means


class CounterReceipts:
    def __init__(self, tools: CounterTools, means: Means, feed: Callable[[on.Event], None]) -> None:
        self._tools = tools
        self._means = means
        self._feed = feed
        self._jobs: dict[str, ChosenItem] = {}
        """Print jobs under way."""
        self._owed: dict[str, ChosenItem] = {}
        self._printed: dict[str, int] = {}

    def print(self, desk: Desk) -> None:
        """All of them; a second time they say that they are copies."""
        slips = {slip.code: slip for slip in desk.application.slips}
        self._owed.update({item.case_id: item for item in desk.application.items})
        for item in desk.application.items:
            job_id = self._means.ids.new_id()
            self._jobs[job_id] = item
            times = self._printed.get(item.code, 0)
            self._tools.print(job_id, submission_receipt(self._facts(desk, item, slips[item.code], times),
                                                                 self._means.say))  # fmt: skip

    def device_said(self, event: DeviceEvent) -> None:
        match event:
            case ReceiptPrinted(job_id=job_id) | PagesPrinted(job_id=job_id) if job_id in self._jobs:
                item = self._jobs.pop(job_id)
                self._printed[item.code] = self._printed.get(item.code, 0) + 1
                self._given(item)
                self._feed(on.ReceiptOut(item.code))
            case PrintFailed(job_id=job_id, failure=failure) if job_id in self._jobs:
                self._jobs.pop(job_id)
                self._feed(on.PrinterFailed(failure))

    def settle(self) -> None:
        """The clerk and the citizen saw the numbers: nothing is owed any more."""
        for item in tuple(self._owed.values()):
            self._given(item)
        for kept in (self._owed, self._jobs, self._printed):
            kept.clear()

    def _given(self, item: ChosenItem) -> None:
        if self._owed.pop(item.case_id, None) is not None:
            self._tools.jobs.run(lambda: self._tools.hand_ins.receipt_given(item.case_id), _owed_still)

    def _facts(self, desk: Desk, chosen: ChosenItem, slip: Slip, times: int) -> ReceiptFacts:
        application, item = desk.application, desk.catalogue.item(chosen.code)
        enrolment = self._tools.hand_ins.enrolment()
        counts = application.papers.pile.counts()
        lines = {use.id: line.id for line in desk.lines for use in line.uses if use.item_code == item.code}
        mobile = values_of(desk.fields, application.values, item.code).get("mobile", "")
        return ReceiptFacts(
            temporary_no=slip.temporary_no,
            item_name=item.name,
            applicant_masked=mask_name(application.applicant.name) if application.applicant else "",
            mobile_masked=mask_mobile(mobile) if mobile else "",
            node_name=enrolment.node.name,
            device_no=enrolment.device_no,
            materials=tuple(
                MaterialLine(material.name, material.source, counts.get(lines.get(material.id, ""), 0))
                for material in materials_for(item, chosen.scenarios)
            ),
            handed_in_at=slip.handed_in_at,
            delivered=False,
            qr_payload=encode(ReceiptCode(chosen.case_id, chosen.token)),
            reprint=times,
            demonstration=desk.catalogue.demonstration,
        )


def _owed_still(outcome: Outcome[None]) -> None:
    """A disk that refuses now keeps the receipt owed: it is offered again, which harms nobody."""
    assert isinstance(outcome, Err) or outcome.value is None
