"""Runs the notice screen and listens to the printer."""

from collections.abc import Callable

from devices.events import DeviceEvent, PagesPrinted, PrintFailed, ReceiptPrinted
from domain.contract.clerk import DecisionReply
from domain.documents.notices import notice
from domain.flow.machine import Machine
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.notice import flow
from window_client.journeys.notice.presenter import present
from window_client.journeys.notice.screen import NoticeScreen
from window_client.shell.means import Means, Print


class NoticeRunner:
    def __init__(self, screen: NoticeScreen, printer: Print, means: Means) -> None:
        self._screen = screen
        self._print = printer
        self._means = means
        self._left: Callable[[], None] = lambda: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] | None = None
        screen.reprint_asked.connect(lambda: self._feed(flow.ReprintAsked(means.ids.new_id())))
        screen.done_asked.connect(lambda: self._feed(flow.DoneAsked()))

    def on_left(self, left: Callable[[], None]) -> None:
        self._left = left

    def begin(self, reply: DecisionReply) -> None:
        """Show the decision and print its notice."""
        job_id = self._means.ids.new_id()
        self._driver = FlowDriver(Machine(flow.TABLE, flow.Printing(reply, job_id)), self._show, self._perform)
        self._driver.start()
        self._print(job_id, notice(reply.notice, self._means.say))

    def device_said(self, event: DeviceEvent) -> None:
        match event:
            case ReceiptPrinted(job_id=job_id) | PagesPrinted(job_id=job_id):
                self._feed(flow.PrinterDone(job_id))
            case PrintFailed(job_id=job_id, failure=failure):
                self._feed(flow.PrinterFailed(job_id, failure))

    def forget(self) -> None:
        self._driver = None
        self._screen.forget()

    def _feed(self, event: flow.Event) -> None:
        if self._driver:
            self._driver.feed(event)

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.Print(job_id=job_id, facts=facts):
                self._print(job_id, notice(facts, self._means.say))
            case flow.Leave():
                self._left()
