"""The cashier put together: the code is looked after every two seconds until it was paid or is over."""

from PySide6.QtCore import QTimer

from devices.events import DeviceEvent, PrintFailed, ReceiptPrinted
from domain.contract.payment import Payment
from domain.documents.payment_receipt import payment_receipt
from domain.failures import FailureCode
from domain.identity.person import Person
from kiosk.composition.service_stage import ServiceStage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.payment import flow as payment
from kiosk.journeys.payment.presenter import present as present_payment
from kiosk.journeys.payment.screen import PaymentScreen

LOOK_MS = 2000


class PaymentStage(ServiceStage[payment.State, payment.Event, payment.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, person: Person) -> None:
        self._bench, self._ways, self._person = bench, ways, person
        self._job_id = ""
        self._asked = False
        super().__init__(
            lambda: PaymentScreen(bench.say), payment.TABLE, payment.Loading(), present_payment, self._perform
        )
        self._timer = QTimer()
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def opened(self) -> None:
        self._perform(payment.Load())
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        super().close()

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, ReceiptPrinted | PrintFailed) and event.job_id == self._job_id:
            self._ways.active()
            came = payment.ReceiptCame()
            self.feed(payment.ReceiptFailed(event.failure) if isinstance(event, PrintFailed) else came)

    def _perform(self, effect: payment.Effect) -> None:
        personal, person = self._bench.personal, self._person
        match effect:
            case payment.Load():
                self.ask(lambda: personal.bills(person), payment.BillsCame, payment.Failed)
            case payment.Begin(bill_no):
                self.ask(lambda: personal.begin_payment(person, bill_no), payment.Told, payment.Failed)
            case payment.PrintReceipt(paid):
                self._job_id = self._bench.ids.new_id()
                self._bench.devices.print(self._job_id, payment_receipt(paid, self._bench.say))
            case payment.Leave():
                self._ways.end()

    def _look(self) -> None:
        """One question at a time; an answer for a payment that is no longer in sight is let go by the flow."""
        state = self.state
        if not isinstance(state, payment.Waiting) or self._asked:
            return
        self._asked = True
        personal, person, number = self._bench.personal, self._person, state.payment.payment_no
        self.ask(lambda: personal.payment(person, number), self._told, self._failed)

    def _told(self, answer: Payment) -> payment.Event:
        self._asked = False
        return payment.Told(answer)

    def _failed(self, failure: FailureCode) -> payment.Event:
        self._asked = False
        return payment.Failed(failure)
