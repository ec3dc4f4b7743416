"""Runs the vouching: asks the platform for the code, counts its time down, prints its slip."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from devices.events import DeviceEvent, PagesPrinted, PrintFailed, ReceiptPrinted
from domain.clock import CHINA
from domain.contract.presence import AssistanceTicket
from domain.documents.vouch_slip import vouch_slip
from domain.flow.machine import Machine
from qt_edge.background_jobs import Err, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.vouch import flow
from window_client.journeys.vouch.presenter import masked, present
from window_client.journeys.vouch.screen import VouchScreen
from window_client.shell.means import Means, Print
from window_client.shell.platform_desk import PlatformDesk

_TICK_MS = 1000


class VouchRunner:
    def __init__(self, screen: VouchScreen, desk: PlatformDesk, printer: Print, means: Means) -> None:
        self._screen = screen
        self._desk = desk
        self._print = printer
        self._means = means
        self._left: Callable[[], None] = lambda: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] | None = None
        self._timer = QTimer(screen)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(lambda: self._feed(flow.Ticked(means.clock.now())))
        self._join()

    def on_left(self, left: Callable[[], None]) -> None:
        self._left = left

    def open(self) -> None:
        self.forget()
        self._driver = FlowDriver(Machine(flow.TABLE, flow.Entering()), self._show, self._perform)
        self._driver.start()

    def device_said(self, event: DeviceEvent) -> None:
        match event:
            case ReceiptPrinted(job_id=job) | PagesPrinted(job_id=job):
                self._feed(flow.PrinterDone(job))
            case PrintFailed(job_id=job, failure=failure):
                self._feed(flow.PrinterFailed(job, failure))

    def forget(self) -> None:
        self._timer.stop()
        self._driver = None
        self._screen.forget()

    def _feed(self, event: flow.Event) -> None:
        """Keys, devices, answers and the clock come when they come."""
        if self._driver and (type(self._driver.state), type(event)) in flow.TABLE:
            self._driver.feed(event)

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)
        if isinstance(state, flow.Showing):
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.Ask(request):
                token = self._means.token()
                self._desk.ask(lambda platform: platform.vouch(token, request), self._on_ticket)
            case flow.PrintSlip(job, person, ticket):
                self._print(job, vouch_slip(ticket, masked(person), self._means.say))
            case flow.Leave():
                self.forget()
                self._left()

    def _on_ticket(self, outcome: Outcome[AssistanceTicket]) -> None:
        if isinstance(outcome, Err):
            self._feed(flow.Failed(outcome.failure))
        else:
            self._feed(flow.TicketCame(outcome.value, self._means.clock.now()))

    def _ask(self, name: str, number: str, compared: bool) -> None:
        if self._means.may_ask("vouch"):
            today = self._means.clock.now().astimezone(CHINA).date()
            self._feed(flow.AskAsked(name, number, compared, today))

    def _join(self) -> None:
        screen = self._screen
        screen.ask_asked.connect(self._ask)
        screen.print_asked.connect(lambda: self._feed(flow.PrintAsked(self._means.ids.new_id())))
        screen.back_asked.connect(lambda: self._feed(flow.BackAsked()))
