"""The services for who is known here: prints, cases, appointments."""

import base64

from devices.events import DeviceEvent, PagesPrinted, PagesPrinting, PrintFailed, ReceiptPrinted
from domain.contract.appointment import AppointmentRequest
from domain.contract.certificate import CertificateRequest
from domain.documents.queue_ticket import queue_ticket
from domain.identity.person import Person
from domain.text import text
from kiosk.composition.service_stage import ServiceStage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.appointment import flow as appointment
from kiosk.journeys.appointment.presenter import present as present_appointment
from kiosk.journeys.appointment.screen import AppointmentScreen
from kiosk.journeys.cases import flow as cases
from kiosk.journeys.cases.presenter import present as present_cases
from kiosk.journeys.cases.screen import CasesScreen
from kiosk.journeys.certificates import flow as certificates
from kiosk.journeys.certificates.presenter import present as present_certificates
from kiosk.journeys.certificates.screen import CertificatesScreen


class CertificatesStage(ServiceStage[certificates.State, certificates.Event, certificates.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, person: Person) -> None:
        self._bench, self._ways, self._person = bench, ways, person
        self._job_id = ""
        catalogue = bench.shop.catalogue
        items = tuple(item for item in catalogue.items if item.kiosk_class == "P" and "person" in item.applicants)
        super().__init__(
            lambda: CertificatesScreen(bench.say),
            certificates.TABLE,
            certificates.Choosing(items),
            present_certificates,
            self._perform,
        )

    def on_device(self, event: DeviceEvent) -> None:
        if not isinstance(event, PagesPrinting | PagesPrinted | PrintFailed) or event.job_id != self._job_id:
            return
        self._ways.active()
        match event:
            case PagesPrinting(done=done, total=total):
                self.feed(certificates.PagesCame(done, total))
            case PagesPrinted():
                self.feed(certificates.SheetCame())
            case PrintFailed(failure=failure):
                self.feed(certificates.Failed(failure))

    def _perform(self, effect: certificates.Effect) -> None:
        match effect:
            case certificates.Issue(item_code, purpose):
                words = self._bench.say(text(f"certificates.purpose_{purpose}"))
                request = CertificateRequest(item_code=item_code, purpose=words)
                personal, person = self._bench.personal, self._person
                self.ask(lambda: personal.certificate(person, request), certificates.Issued, certificates.Failed)
            case certificates.PrintSheet(sheet):
                self._job_id = self._bench.ids.new_id()
                self._bench.devices.print_pages(self._job_id, base64.b64decode(sheet.pdf))
            case certificates.Leave():
                self._ways.end()


class CasesStage(ServiceStage[cases.State, cases.Event, cases.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, person: Person) -> None:
        self._bench, self._ways, self._person = bench, ways, person
        super().__init__(lambda: CasesScreen(bench.say), cases.TABLE, cases.Loading(), present_cases, self._perform)

    def opened(self) -> None:
        self._perform(cases.Load())

    def _perform(self, effect: cases.Effect) -> None:
        match effect:
            case cases.Load():
                self.ask(lambda: self._bench.personal.cases(self._person), cases.CasesCame, cases.Failed)
            case cases.Leave():
                self._ways.end()


class AppointmentStage(ServiceStage[appointment.State, appointment.Event, appointment.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, person: Person) -> None:
        self._bench, self._ways, self._person = bench, ways, person
        self._job_id = ""
        super().__init__(
            lambda: AppointmentScreen(bench.say),
            appointment.TABLE,
            appointment.Loading(),
            present_appointment,
            self._perform,
        )

    def opened(self) -> None:
        self._perform(appointment.Load())

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, ReceiptPrinted | PrintFailed) and event.job_id == self._job_id:
            self._ways.active()
            came = appointment.TicketPrinted()
            self.feed(appointment.TicketFailed(event.failure) if isinstance(event, PrintFailed) else came)

    def _perform(self, effect: appointment.Effect) -> None:
        personal, person = self._bench.personal, self._person
        match effect:
            case appointment.Load():
                self.ask(lambda: personal.appointments(person), appointment.DeskCame, appointment.Failed)
            case appointment.TakeNumber():
                self.ask(lambda: personal.queue_ticket(person), appointment.NumberCame, appointment.Failed)
            case appointment.Book(day, begins):
                slot = AppointmentRequest(day=day, begins=begins)
                self.ask(lambda: personal.book(person, slot), appointment.BookingCame, appointment.Failed)
            case appointment.Cancel(number):
                self.ask(lambda: personal.cancel(person, number), appointment.DeskCame, appointment.Failed)
            case appointment.PrintTicket(ticket):
                self._job_id = self._bench.ids.new_id()
                self._bench.devices.print(self._job_id, queue_ticket(ticket, self._bench.say))
            case appointment.Leave():
                self._ways.end()
