"""Prints the day's lists of paper for the departments; what came of it is told in passing."""

from collections.abc import Callable

from devices.events import DeviceEvent, PagesPrinted, PrintFailed, ReceiptPrinted
from domain.clock import CHINA
from domain.contract.transfer import TransferAsk, TransferLists
from domain.documents.transfer_list import transfer_list
from domain.failures import text_key
from domain.text import Text, text
from qt_edge.background_jobs import Err, Outcome
from window_client.shell.means import Means, Print
from window_client.shell.platform_desk import PlatformDesk


class TransferRunner:
    """An ask without an answer is repeated under its id: it may have been counted."""

    def __init__(self, desk: PlatformDesk, printer: Print, means: Means, tell: Callable[[Text], None]) -> None:
        self._desk = desk
        self._print = printer
        self._means = means
        self._tell = tell
        self._asked: TransferAsk | None = None
        self._jobs: set[str] = set()

    def print_today(self) -> None:
        token, today = self._means.token(), self._means.clock.now().astimezone(CHINA).date()
        if self._asked is None or self._asked.day != today:
            self._asked = TransferAsk(print_id=self._means.ids.new_id(), day=today)
        ask = self._asked
        self._desk.ask(lambda platform: platform.transfers(token, ask), self._on_lists)

    def device_said(self, event: DeviceEvent) -> None:
        match event:
            case ReceiptPrinted(job_id=job_id) | PagesPrinted(job_id=job_id):
                self._jobs.discard(job_id)
            case PrintFailed(job_id=job_id, failure=failure) if job_id in self._jobs:
                self._jobs.discard(job_id)
                self._tell(text("transfer.failed", code=failure.value))

    def _on_lists(self, outcome: Outcome[TransferLists]) -> None:
        if isinstance(outcome, Err):
            self._tell(text(text_key(outcome.failure)))
            return
        self._asked = None
        for one in outcome.value.lists:
            job_id = self._means.ids.new_id()
            self._jobs.add(job_id)
            self._print(job_id, transfer_list(one, self._means.say))
        count = len(outcome.value.lists)
        self._tell(text("transfer.sent", n=count) if count else text("transfer.none"))
