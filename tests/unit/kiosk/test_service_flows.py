"""What the services promise: nothing counted twice, nothing said before it is so."""

from service_examples import BILL, BILLS, CODE, FAILURE, ITEMS, OWN

from domain.failures import FailureCode
from domain.flow.machine import Machine
from kiosk.journeys.certificates import flow as certificates
from kiosk.journeys.certificates.presenter import present as present_certificates
from kiosk.journeys.evaluation import flow as evaluation
from kiosk.journeys.payment import flow as payment
from kiosk.journeys.payment.presenter import present
from kiosk.journeys.resume import flow as resume
from tools.kiosk_samples import NOW
from tools.kiosk_service_samples import paid, pending, sheet


def test_a_sheet_that_did_not_come_out_is_printed_again_without_being_issued_again() -> None:
    machine: Machine[certificates.State, certificates.Event, certificates.Effect] = Machine(
        certificates.TABLE, certificates.Choosing(ITEMS)
    )
    machine.feed(certificates.ItemChosen("DEMO-001"))
    assert machine.feed(certificates.PurposeChosen("loan")) == (certificates.Issue("DEMO-001", "loan"),)
    assert machine.feed(certificates.Issued(sheet(NOW))) == (certificates.PrintSheet(sheet(NOW)),)
    machine.feed(certificates.Failed(FAILURE))
    assert machine.feed(certificates.PrintAsked()) == (certificates.PrintSheet(sheet(NOW)),)


def test_pages_that_came_are_counted_on_the_screen() -> None:
    machine: Machine[certificates.State, certificates.Event, certificates.Effect] = Machine(
        certificates.TABLE, certificates.Printing(ITEMS, sheet(NOW))
    )
    machine.feed(certificates.PagesCame(1, 3))
    assert "'n': 2, 'total': 3" in repr(present_certificates(machine.state))
    machine.feed(certificates.PagesCame(3, 3))
    assert "'n': 3, 'total': 3" in repr(present_certificates(machine.state))
    machine.feed(certificates.PagesCame(2, None))
    assert "certificates.printing_after" in repr(present_certificates(machine.state))
    machine.feed(certificates.SheetCame())
    assert machine.state == certificates.Printed(ITEMS, sheet(NOW))


def test_paid_is_said_only_when_the_cashier_said_so_and_an_unanswered_question_loses_nothing() -> None:
    machine: Machine[payment.State, payment.Event, payment.Effect] = Machine(payment.TABLE, payment.Listed(BILLS))
    assert machine.feed(payment.BillChosen(BILL.bill_no)) == (payment.Begin(BILL.bill_no),)
    assert machine.feed(payment.Told(pending(NOW))) == ()
    machine.feed(payment.Failed(FAILURE))
    assert machine.state == payment.Waiting(pending(NOW), unanswered=True)
    assert pending(NOW).qr_payload in repr(present(machine.state).beside[0].payload)
    assert machine.feed(payment.Told(paid(NOW))) == (payment.PrintReceipt(paid(NOW)),)


def test_a_bill_that_is_paid_cannot_be_chosen() -> None:
    settled = BILLS.model_copy(update={"bills": (BILL.model_copy(update={"paid": True}),)})
    machine: Machine[payment.State, payment.Event, payment.Effect] = Machine(payment.TABLE, payment.Listed(settled))
    assert machine.feed(payment.BillChosen(BILL.bill_no)) == ()
    assert isinstance(machine.state, payment.Listed)


def test_options_belong_to_their_level() -> None:
    machine: Machine[evaluation.State, evaluation.Event, evaluation.Effect] = Machine(
        evaluation.TABLE, evaluation.Rating(CODE)
    )
    assert machine.feed(evaluation.SendAsked()) == ()
    machine.feed(evaluation.LevelChosen(1))
    machine.feed(evaluation.OptionTouched("510"))
    machine.feed(evaluation.OptionTouched("511"))
    machine.feed(evaluation.OptionTouched("510"))
    assert machine.state == evaluation.Rating(CODE, 1, ("511",))
    machine.feed(evaluation.LevelChosen(5))
    assert machine.feed(evaluation.SendAsked()) == (evaluation.Send(CODE, 5, ()),)


def test_a_code_with_one_wrong_character_is_told_without_asking_anybody() -> None:
    machine: Machine[resume.State, resume.Event, resume.Effect] = Machine(resume.TABLE, resume.Typing())
    machine.feed(resume.CodeTyped("7K2M9PQR4X"))
    assert machine.feed(resume.TypingDone()) == ()
    assert machine.state == resume.Typing("7K2M9PQR4X", FailureCode.CONTINUE_CODE_INVALID)
    assert machine.feed(resume.CodeRead("7k2m9-pqr4g")) == (resume.Ask("7K2M9PQR4G"),)
    machine.feed(resume.Failed(FAILURE))
    assert machine.state == resume.Typing("7k2m9-pqr4g", FAILURE), "what was typed stays"


def test_what_somebody_began_is_looked_up_again_when_the_platform_did_not_answer() -> None:
    machine: Machine[resume.State, resume.Event, resume.Effect] = Machine(resume.TABLE, resume.Typing("7K"))
    machine.feed(resume.OwnFailed())
    machine.feed(resume.CodeTyped("7K2"))
    assert machine.state == resume.Typing("7K2", own_unknown=True), "told until it is known"
    assert machine.feed(resume.OwnAsked()) == (resume.ListOwn(),)
    assert machine.state == resume.Typing("7K2")


def test_who_is_not_proven_can_only_leave() -> None:
    assert {event for state, event in resume.TABLE if state is resume.NotProven} == {resume.LeaveAsked}


def test_an_earlier_answer_to_a_correction_is_gone_on_with_or_replaced_as_its_owner_says() -> None:
    machine: Machine[resume.State, resume.Event, resume.Effect] = Machine(resume.TABLE, resume.LookingBack())
    assert machine.feed(resume.OwnFailed()) == ()
    assert machine.feed(resume.OwnAsked()) == (resume.ListOwn(),)
    assert machine.feed(resume.OwnCame((OWN,))) == (), "nothing is begun before it is said which one"
    assert machine.feed(resume.GoOnAsked()) == (resume.AskOwn(OWN.case_id),)
    machine.feed(resume.Failed(FAILURE))
    assert machine.state == resume.Kept(OWN, FAILURE), "it did not come, and is still there"
    machine.feed(resume.GoOnAsked())
    assert machine.feed(resume.CaseCame("x", 2, 0)) == (resume.GoOn(),)

    another: Machine[resume.State, resume.Event, resume.Effect] = Machine(resume.TABLE, resume.Kept(OWN))
    assert another.feed(resume.AnewAsked()) == (resume.BeginAnew(),)
    none: Machine[resume.State, resume.Event, resume.Effect] = Machine(resume.TABLE, resume.LookingBack())
    assert none.feed(resume.OwnCame(())) == (resume.BeginAnew(),)
