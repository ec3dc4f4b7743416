"""One question a screen; number and verify code stay readable whatever the printer does."""

from domain.catalogue.model import Item
from domain.contract.certificate import CertificatePrint
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.certificates import flow
from kiosk.journeys.certificates.flow import (
    AskingPurpose,
    Choosing,
    Issuing,
    NotIssued,
    NotPrinted,
    Printed,
    Printing,
    State,
)
from kiosk.page import usual
from kiosk.page.parts import Action, Choice, Choices, Fact, Facts, Page, Remark, Step

PURPOSES = ("loan", "job", "school", "tax", "housing", "own")
"""Words are ``certificates.purpose_<name>``."""
_LEAVE = flow.LeaveAsked()
_OTHER = Action("certificates.other", text("certificates.other"), flow.OtherAsked())


def present(state: State) -> Page:
    match state:
        case Choosing(items):
            remark = Remark(text("certificates.hint"))
            return Page(text("certificates.title"), (remark, _items(items)), left=(usual.home("certificates", _LEAVE),))
        case AskingPurpose(_, item):
            rows = tuple(
                Choice(f"certificates.{name}", text(f"certificates.purpose_{name}"), flow.PurposeChosen(name))
                for name in PURPOSES
            )
            return Page(item.name, (Choices(rows, text("certificates.purpose")),), left=(_OTHER,))
        case Issuing():
            return usual.asking("certificates", _LEAVE, text("certificates.issuing"))
        case NotIssued(_, failure):
            return usual.failed("certificates", failure, _LEAVE, flow.OtherAsked())
        case Printing(_, sheet, done, total):
            step = Step("printer", _progress(done, total), text("certificates.printing_hint"), moving=True)
            return Page(sheet.item_name, (step, _facts(sheet)))
        case Printed(_, sheet):
            remark = Remark(text("certificates.printed"), "success")
            return _end(sheet, remark, _OTHER, usual.home("certificates", _LEAVE))
        case NotPrinted(_, sheet, failure):
            trouble = Remark(text(text_key(failure)), "error", "certificates.trouble")
            again = Action("certificates.again", text("certificates.again"), flow.PrintAsked())
            return _end(sheet, trouble, usual.home("certificates", _LEAVE), again)


def _progress(done: int, total: int | None) -> Text:
    """The page that comes next, until the printer has said that all of them came."""
    if total is not None:
        return text("certificates.printing_of", n=min(done + 1, total), total=total)
    return text("certificates.printing_after", n=done) if done else text("certificates.printing")


def _end(sheet: CertificatePrint, remark: Remark, left: Action, right: Action) -> Page:
    return Page(sheet.item_name, (remark, _facts(sheet)), left=(left,), right=(right,))


def _facts(sheet: CertificatePrint) -> Facts:
    return Facts(
        (
            Fact(text("certificates.number"), sheet.certificate_no, "certificates.number"),
            Fact(text("certificates.code"), sheet.verify_code, "certificates.code"),
            Fact(text("certificates.copy"), text("certificates.copy_no", n=sheet.copy_no)),
        ),
        strong=True,
    )


def _items(items: tuple[Item, ...]) -> Choices:
    rows = (
        Choice(f"certificates.item.{item.code}", item.name, flow.ItemChosen(item.code), item.department)
        for item in items
    )
    return Choices(tuple(rows))
