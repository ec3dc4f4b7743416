"""Runs the handover: asks the platform, the recipient's hand and the printer."""

from collections.abc import Callable
from typing import cast

from devices.events import CardRead, CodeScanned, DeviceEvent, PagesPrinted, PrintFailed, ReceiptPrinted
from domain.contract.handover import HandoverFacts, Recipient, ResultFile
from domain.documents.handover_slip import CourierLabel, courier_label, handover_slip
from domain.flow.machine import Machine
from domain.text import Text, text
from qt_edge.background_jobs import Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.citizen.flow import Section, Wish
from window_client.journeys.handover import flow
from window_client.journeys.handover.presenter import present
from window_client.journeys.handover.screen import HandoverScreen
from window_client.shell.citizen_runner import CitizenRunner
from window_client.shell.means import Means, Print
from window_client.shell.platform_desk import PlatformDesk


class HandoverRunner:
    def __init__(
        self, screen: HandoverScreen, desk: PlatformDesk, printer: Print, citizen: CitizenRunner, means: Means
    ) -> None:
        self._screen = screen
        self._desk = desk
        self._print = printer
        self._citizen = citizen
        self._means = means
        self._sender = ""
        self._labels: set[str] = set()
        self._printed: set[str] = set()
        self._left: Callable[[], None] = lambda: None
        self._tell: Callable[[Text], None] = lambda _words: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] | None = None
        self._join()

    def on_left(self, left: Callable[[], None], tell: Callable[[Text], None]) -> None:
        """``left()`` back to the list; ``tell(words)``: something that needs no answer."""
        self._left, self._tell = left, tell

    def open(self, sender: str) -> None:
        """``sender``: name of the hall, for a parcel's label."""
        self._sender = sender
        self._driver = FlowDriver(Machine(flow.TABLE, flow.Asking()), self._show, self._perform)
        self._driver.start()

    def device_said(self, event: DeviceEvent) -> None:
        match event:
            case CodeScanned(text=payload):
                self._feed(flow.CodeShown(payload))
            case CardRead(card=card):
                self._feed(flow.AgentShown(card.name))
            case ReceiptPrinted(job_id=job_id) | PagesPrinted(job_id=job_id):
                self._labels.discard(job_id)
                self._feed(flow.PrinterDone(job_id))
            case PrintFailed(job_id=job_id, failure=failure):
                if job_id in self._labels:
                    self._labels.discard(job_id)
                    self._tell(text("window_handover.label_failed", code=failure.value))
                self._feed(flow.PrinterFailed(job_id, failure))

    def hide(self) -> None:
        """The clerk goes away: nobody signs behind their back."""
        self._feed(flow.NotSigned())
        self._citizen.person_left()

    def forget(self) -> None:
        if self._driver is not None:
            self._citizen.person_left()
        self._driver = None
        self._screen.forget()

    def _feed(self, event: flow.Event) -> None:
        """Keys, devices and answers come when they come."""
        if self._driver and (type(self._driver.state), type(event)) in flow.TABLE:
            self._driver.feed(event)

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)
        if isinstance(state, flow.Asking | flow.HandedOver):
            self._citizen.person_left()

    def _perform(self, effect: flow.Effect) -> None:
        token = self._means.token()
        match effect:
            case flow.Look(query=query):
                self._desk.ask(lambda platform: platform.result(token, query), self._answering(self._on_result))
            case flow.Send(case_id=case_id, handover=handover):
                self._desk.ask(
                    lambda platform: platform.hand_over(token, case_id, handover), self._answering(self._on_handed_over)
                )
            case flow.AskSignature(file=file):
                self._citizen.ask(_wish(file), self._on_signed, lambda: self._feed(flow.NotSigned()))
            case flow.Withdraw():
                self._citizen.withdraw()
            case flow.PrintSlip(job_id=job_id, facts=facts):
                again = facts.handover_id in self._printed
                self._printed.add(facts.handover_id)
                self._print(job_id, handover_slip(facts, self._means.say, reprint=again))
            case flow.Leave():
                self.forget()
                self._left()

    def _answering(self, then: Callable[[Outcome[object]], None]) -> Callable[[Outcome[object]], None]:
        """An answer to a question of before is not one of now."""
        asked_in = self._driver

        def answered(outcome: Outcome[object]) -> None:
            if asked_in is self._driver:
                then(outcome)

        return answered

    def _on_result(self, outcome: Outcome[object]) -> None:
        if isinstance(outcome, Ok):
            self._feed(flow.ResultCame(cast(ResultFile, outcome.value)))
        else:
            self._feed(flow.Failed(outcome.failure))

    def _on_handed_over(self, outcome: Outcome[object]) -> None:
        if isinstance(outcome, Ok):
            self._feed(flow.Answered(cast(HandoverFacts, outcome.value)))
            self._feed(flow.PrintAsked(self._means.ids.new_id()))
        else:
            self._feed(flow.Failed(outcome.failure))

    def _on_signed(self, picture: bytes | None) -> None:
        self._feed(flow.NotSigned() if picture is None else flow.Signed(picture))

    def _on_label(self, label: CourierLabel) -> None:
        if not all((label.tracking_no, label.name, label.phone, label.address)):
            self._tell(text("window_handover.label_incomplete"))
            return
        job_id = self._means.ids.new_id()
        self._labels.add(job_id)
        self._print(job_id, courier_label(label, self._sender, self._means.say))

    def _feed_if_there_is_a_line(self, event: flow.Event) -> None:
        """Nobody signs for a result that cannot be registered now."""
        if self._means.may_ask("handover"):
            self._feed(event)

    def _join(self) -> None:
        screen, ids, feed = self._screen, self._means.ids, self._feed_if_there_is_a_line
        screen.number_typed.connect(lambda number, id_number: feed(flow.NumberTyped(number, id_number)))
        screen.counter_chosen.connect(
            lambda who, name: feed(flow.CounterChosen(ids.new_id(), cast(Recipient, who), name))
        )
        screen.courier_chosen.connect(lambda tracking: feed(flow.CourierChosen(ids.new_id(), tracking)))
        screen.label_asked.connect(self._on_label)
        screen.print_asked.connect(lambda: self._feed(flow.PrintAsked(ids.new_id())))
        screen.retry_asked.connect(lambda: self._feed(flow.RetryAsked()))
        screen.back_asked.connect(lambda: self._feed(flow.BackAsked()))


def _wish(file: ResultFile) -> Wish:
    lines = (
        (text("window_handover.item"), file.item_name),
        (text("window_handover.official_no"), file.official_no),
        (text("window_handover.applicant"), file.applicant_masked),
        (text("window_handover.outcome"), text(f"window_decide.outcome_{file.outcome}")),
    )
    return Wish(
        question=text("window_handover.sign_question"),
        signer=text("window_handover.sign_signer"),
        sight=(Section(text("window_handover.title"), lines),),
    )
