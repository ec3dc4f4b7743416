"""States of the services besides applications."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from domain.case.continue_code import code_of
from domain.case.receipt_code import ReceiptCode
from domain.catalogue.model import Catalogue
from domain.contract.appointment import Appointment, AppointmentDesk, QueueTicket, Slot
from domain.contract.certificate import CertificatePrint
from domain.contract.my_cases import MyCases
from domain.contract.payment import Bill, MyBills, Payment
from domain.contract.progress import CaseProgress
from domain.failures import FailureCode
from domain.text import text
from kiosk.journeys.appointment import flow as appointment
from kiosk.journeys.appointment import presenter as appointment_presenter
from kiosk.journeys.appointment.screen import AppointmentScreen
from kiosk.journeys.cases import flow as cases
from kiosk.journeys.cases import presenter as cases_presenter
from kiosk.journeys.cases.screen import CasesScreen
from kiosk.journeys.certificates import flow as certificates
from kiosk.journeys.certificates import presenter as certificates_presenter
from kiosk.journeys.certificates.screen import CertificatesScreen
from kiosk.journeys.evaluation import flow as evaluation
from kiosk.journeys.evaluation import presenter as evaluation_presenter
from kiosk.journeys.evaluation.screen import EvaluationScreen
from kiosk.journeys.face import flow as face
from kiosk.journeys.face import presenter as face_presenter
from kiosk.journeys.face.screen import FaceScreen
from kiosk.journeys.help import flow as help_flow
from kiosk.journeys.help import presenter as help_presenter
from kiosk.journeys.help.screen import HelpScreen
from kiosk.journeys.pause import flow as pause
from kiosk.journeys.pause import presenter as pause_presenter
from kiosk.journeys.pause.screen import PauseScreen
from kiosk.journeys.payment import flow as payment
from kiosk.journeys.payment import presenter as payment_presenter
from kiosk.journeys.payment.screen import PaymentScreen
from kiosk.journeys.resume import flow as resume
from kiosk.journeys.resume import presenter as resume_presenter
from kiosk.journeys.resume.screen import ResumeScreen

CONTINUE_CODE = code_of("MFRGGZDFMZTWQ2LK")
NODE = "余姚市政务服务中心自助服务区"
BILL = Bill(
    bill_no="33020026000000000018", unit="宁波市公安局海曙分局", purpose="居民身份证工本费（到期换领）", cents=2000
)


def sheet(at: Any) -> CertificatePrint:
    return CertificatePrint(
        certificate_no="OWC202603050000001", verify_code="ABCD2345EFGH6789", issued_at=at, copy_no=1,
        pdf="JVBERi0xLjc=",
        item_name="社会保险参保证明打印（个人）",
    )  # fmt: skip


def pending(at: Any) -> Payment:
    number = "01950000-0000-7000-8000-000000000009"
    return Payment(
        payment_no=number, bill=BILL, state="pending", qr_payload=f"https://pay.sandbox.invalid/{number}", expires_at=at
    )


def paid(at: Any) -> Payment:
    return pending(at).model_copy(update={"state": "paid", "paid_at": at, "receipt_no": "0000000001"})


def desk() -> AppointmentDesk:
    slots = tuple(
        Slot(day=f"2026-03-{day:02d}", begins=begins, left=4)
        for day in (6, 9, 10, 11, 12)
        for begins in ("09:00", "09:30", "10:00", "14:00", "15:30")
    )
    return AppointmentDesk(node_name=NODE, slots=slots, booked=(booked(),))


def booked() -> Appointment:
    return Appointment(appointment_no="Y000001", node_name=NODE, day="2026-03-09", begins="09:30")


def ticket(at: Any) -> QueueTicket:
    return QueueTicket(number="A012", node_name=NODE, waiting=3, taken_at=at)


def service_states(
    catalogue: Catalogue, code: ReceiptCode, at: Any, case: CaseProgress
) -> Iterator[tuple[str, Any, object, Any]]:
    """Name, screen, state, presenter."""
    down = FailureCode.PLATFORM_UNREACHABLE
    yield from _faces(down)
    yield from _prints(catalogue, at, down)
    yield from _continuing(catalogue.items[0].name, at, down)
    bills = MyBills(bills=(BILL,))
    for name, paying in (
        ("payment", payment.Listed(bills)),
        ("payment-none", payment.Listed(MyBills(bills=()))),
        ("payment-code", payment.Waiting(pending(at))),
        ("payment-unanswered", payment.Waiting(pending(at), unanswered=True)),
        ("payment-paid", payment.Paid(paid(at))),
        ("payment-no-slip", payment.Paid(paid(at), FailureCode.PRINTER_PAPER_OUT, printing=False)),
        ("payment-expired", payment.Expired(pending(at))),
        ("payment-down", payment.NotAnswered(down)),
    ):
        yield name, PaymentScreen, paying, payment_presenter.present
    for name, booking in (
        ("appointment", appointment.Menu(desk())),
        ("appointment-day", appointment.ChoosingDay(desk())),
        ("appointment-time", appointment.ChoosingTime(desk(), "2026-03-09")),
        ("appointment-booked", appointment.Booked(booked())),
        ("appointment-number", appointment.Numbered(ticket(at), printing=False)),
        ("appointment-full", appointment.NotAnswered(FailureCode.SLOT_TAKEN)),
    ):
        yield name, AppointmentScreen, booking, appointment_presenter.present
    for name, rating in (
        ("evaluation-show-code", evaluation.ShowCode()),
        ("evaluation", evaluation.Rating(code)),
        ("evaluation-options", evaluation.Rating(code, 1, ("510", "515"))),
        ("evaluation-thanks", evaluation.Thanked()),
        ("evaluation-given", evaluation.NotSent(code, FailureCode.EVALUATION_GIVEN)),
    ):
        yield name, EvaluationScreen, rating, evaluation_presenter.present
    mine = MyCases(cases=(case,))
    for name, listed in (
        ("cases-asking", cases.Loading()),
        ("cases", cases.Listed(mine)),
        ("cases-one", cases.Shown(mine, case)),
        ("cases-not-proven", cases.NotAnswered(FailureCode.IDENTITY_NOT_PROVEN)),
    ):
        yield name, CasesScreen, listed, cases_presenter.present
    for name, asked in (("help", help_flow.Topics()), ("help-answer", help_flow.Answer("offline"))):
        yield name, HelpScreen, asked, help_presenter.present


def _faces(down: FailureCode) -> Iterator[tuple[str, Any, object, Any]]:
    for name, state in (
        ("face", face.Asking()),
        ("face-staff", face.Asking(staff=True)),
        ("face-looking", face.Looking("job")),
        ("face-no-match", face.Unsettled("no_match")),
        ("face-unsure", face.Unsettled("unsure", staff=True, tries=3)),
        ("face-failed", face.Unsettled(FailureCode.FACE_CAMERA_SILENT)),
        ("face-vouching", face.Vouching(face.Asking(), down)),
        ("face-verifying", face.Verifying(face.Asking())),
    ):
        yield name, FaceScreen, state, partial(face_presenter.present, new_job=lambda: "job")


def _prints(catalogue: Catalogue, at: Any, down: FailureCode) -> Iterator[tuple[str, Any, object, Any]]:
    items = tuple(item for item in catalogue.items if item.kiosk_class == "P" and "person" in item.applicants)
    for name, state in (
        ("certificates", certificates.Choosing(items)),
        ("certificates-purpose", certificates.AskingPurpose(items, items[0])),
        ("certificates-issuing", certificates.Issuing(items, items[0])),
        ("certificates-down", certificates.NotIssued(items, down)),
        ("certificates-printing", certificates.Printing(items, sheet(at))),
        ("certificates-counted", certificates.Printing(items, sheet(at), 1, 3)),
        ("certificates-printed", certificates.Printed(items, sheet(at))),
        ("certificates-no-paper", certificates.NotPrinted(items, sheet(at), FailureCode.PAGE_PRINTER_PAPER_OUT)),
    ):
        yield name, CertificatesScreen, state, certificates_presenter.present


def _continuing(item_name: str, at: Any, down: FailureCode) -> Iterator[tuple[str, Any, object, Any]]:
    for name, kept in (
        ("pause", pause.Saved(CONTINUE_CODE, printing=False)),
        ("pause-no-slip", pause.Saved(CONTINUE_CODE, printing=False, failure=FailureCode.PRINTER_PAPER_OUT)),
        ("pause-not-saved", pause.NotSaved(FailureCode.STORE_DISK_FULL)),
    ):
        yield name, PauseScreen, kept, pause_presenter.present
    for name, taken in (
        ("resume", resume.Typing()),
        (
            "resume-own",
            resume.Typing(
                own=(
                    resume.Own("c1", item_name, "", 5, at),
                    resume.Own("c2", item_name, "李**", 0, at),
                    resume.Own("c3", item_name, "", 1, at, is_correction=True),
                )
            ),
        ),
        ("resume-wrong", resume.Typing("7K2M9PQR4X", FailureCode.CONTINUE_CODE_INVALID)),
        ("resume-down", resume.Typing(CONTINUE_CODE, down, own_unknown=True)),
        ("resume-found", resume.Found(item_name, 5, 2)),
        ("resume-not-proven", resume.NotProven()),
        ("resume-not-here", resume.NotHere(text("resume.not_here_hint"))),
        ("resume-kept", resume.Kept(resume.Own("c3", item_name, "", 1, at, is_correction=True))),
        (
            "resume-kept-down",
            resume.Kept(resume.Own("c3", item_name, "李**", 1, at, is_correction=True), down),
        ),
        ("resume-kept-unknown", resume.KeptUnknown()),
        ("resume-kept-not-here", resume.NotHere(text("resume.not_here_hint"), may_begin=True)),
    ):
        yield name, ResumeScreen, taken, resume_presenter.present
