"""One example of every state and event of the services' tables."""

from typing import Any

from domain.case.receipt_code import ReceiptCode, encode
from domain.contract.my_cases import MyCases
from domain.contract.payment import MyBills
from domain.failures import FailureCode
from domain.text import text
from kiosk.journeys.appointment import flow as appointment
from kiosk.journeys.cases import flow as cases
from kiosk.journeys.certificates import flow as certificates
from kiosk.journeys.evaluation import flow as evaluation
from kiosk.journeys.face import flow as face
from kiosk.journeys.help import flow as help_flow
from kiosk.journeys.pause import flow as pause
from kiosk.journeys.payment import flow as payment
from kiosk.journeys.resume import flow as resume
from tools.kiosk_samples import CASE_ID, NOW, PERSON, TOKEN, case_progress, demo_catalogue
from tools.kiosk_service_samples import BILL, CONTINUE_CODE, booked, desk, paid, pending, sheet, ticket

FAILURE = FailureCode.PLATFORM_UNREACHABLE
CODE = ReceiptCode(CASE_ID, TOKEN)
ITEMS = (demo_catalogue().item("DEMO-001"),)
BILLS = MyBills(bills=(BILL,))
OWN = resume.Own("c1", "x", "", 2, NOW)
MINE = MyCases(cases=(case_progress(),))

SERVICE_FLOWS: dict[str, Any] = {
    "face": (face.TABLE,
        (face.Asking(), face.Looking("job"), face.Unsettled("no_match"), face.Vouching(face.Asking()),
         face.Verifying(face.Asking())),
        (face.Agreed("job"), face.WithoutAsked(), face.StaffAsked(), face.StopAsked(), face.Compared("job", "unsure"),
         face.Failed("job", FAILURE), face.CodeShown("张三"), face.Verified(PERSON), face.NotVerified(FAILURE),
         face.BackAsked(), face.LeaveAsked())),
    "certificates": (certificates.TABLE,
        (certificates.Choosing(ITEMS), certificates.AskingPurpose(ITEMS, ITEMS[0]),
         certificates.Issuing(ITEMS, ITEMS[0]),
         certificates.NotIssued(ITEMS, FAILURE), certificates.Printing(ITEMS, sheet(NOW)),
         certificates.Printing(ITEMS, sheet(NOW), 1, 3), certificates.Printing(ITEMS, sheet(NOW), 1),
         certificates.Printed(ITEMS, sheet(NOW)), certificates.NotPrinted(ITEMS, sheet(NOW), FAILURE)),
        (certificates.ItemChosen("DEMO-001"), certificates.PurposeChosen("loan"), certificates.Issued(sheet(NOW)),
         certificates.Failed(FAILURE), certificates.PagesCame(1, 3), certificates.SheetCame(),
         certificates.PrintAsked(), certificates.OtherAsked(), certificates.LeaveAsked())),
    "payment": (payment.TABLE,
        (payment.Loading(), payment.Listed(BILLS), payment.Starting(BILL.bill_no), payment.Waiting(pending(NOW)),
         payment.Paid(paid(NOW)), payment.Expired(pending(NOW)), payment.NotAnswered(FAILURE)),
        (payment.BillsCame(BILLS), payment.BillChosen(BILL.bill_no), payment.Told(paid(NOW)), payment.Failed(FAILURE),
         payment.ReceiptCame(), payment.ReceiptFailed(FAILURE), payment.PrintAsked(), payment.ListAsked(),
         payment.LeaveAsked())),
    "appointment": (appointment.TABLE,
        (appointment.Loading(), appointment.Menu(desk()), appointment.ChoosingDay(desk()),
         appointment.ChoosingTime(desk(), "2026-03-09"), appointment.Booked(booked()),
         appointment.Numbered(ticket(NOW)),
         appointment.NotAnswered(FAILURE)),
        (appointment.DeskCame(desk()), appointment.NumberAsked(), appointment.BookAsked(),
         appointment.DayChosen("2026-03-09"), appointment.TimeChosen("09:00"), appointment.CancelAsked("Y1"),
         appointment.BookingCame(booked()), appointment.NumberCame(ticket(NOW)), appointment.Failed(FAILURE),
         appointment.TicketPrinted(), appointment.TicketFailed(FAILURE), appointment.MenuAsked(),
         appointment.LeaveAsked())),
    "evaluation": (evaluation.TABLE,
        (evaluation.ShowCode(), evaluation.Rating(CODE, 1), evaluation.Sending(CODE), evaluation.Thanked(),
         evaluation.NotSent(CODE, FAILURE)),
        (evaluation.CodeRead(encode(CODE)), evaluation.LevelChosen(2), evaluation.OptionTouched("510"),
         evaluation.SendAsked(), evaluation.Sent(), evaluation.Failed(FAILURE), evaluation.RetryAsked(),
         evaluation.LeaveAsked())),
    "cases": (cases.TABLE,
        (cases.Loading(), cases.Listed(MINE), cases.Shown(MINE, MINE.cases[0]), cases.NotAnswered(FAILURE)),
        (cases.CasesCame(MINE), cases.Failed(FAILURE), cases.CaseChosen(CASE_ID), cases.ListAsked(),
         cases.LeaveAsked())),
    "help": (help_flow.TABLE, (help_flow.Topics(), help_flow.Answer("apply")),
             (help_flow.TopicChosen("card"), help_flow.BackAsked(), help_flow.LeaveAsked())),
    "pause": (pause.TABLE, (pause.Saving(), pause.Saved(CONTINUE_CODE), pause.NotSaved(FAILURE)),
              (pause.CodeCame(CONTINUE_CODE), pause.Failed(FAILURE), pause.SlipCame(), pause.SlipFailed(FAILURE),
               pause.PrintAsked(), pause.RetryAsked(), pause.GoOnAsked(), pause.LeaveAsked())),
    "resume": (resume.TABLE,
               (resume.NotProven(), resume.Typing(CONTINUE_CODE, own=(OWN,)), resume.Typing(own_unknown=True),
                resume.Asking(CONTINUE_CODE), resume.LookingBack(), resume.Kept(OWN, FAILURE), resume.KeptUnknown(),
                resume.Found("x", 2, 1), resume.NotHere(text("resume.not_here_hint"), may_begin=True)),
               (resume.AnewAsked(), resume.OwnCame((OWN,)), resume.OwnFailed(), resume.OwnAsked(),
                resume.OwnChosen("c1"), resume.CodeTyped("A"), resume.CodeRead(CONTINUE_CODE),
                resume.TypingDone(), resume.CaseCame("x", 2, 1),
                resume.CaseIsNotForHere(text("resume.not_here_hint")), resume.Failed(FAILURE), resume.GoOnAsked(),
                resume.LeaveAsked())),
}  # fmt: skip
"""Table, one example of each state, one of each event."""
