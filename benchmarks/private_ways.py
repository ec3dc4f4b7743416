"""What citizens do at a kiosk with a platform behind it, each way leaving something personal behind in the visit."""

from collections.abc import Callable, Mapping

from benchmarks import private_keys as keys
from benchmarks import private_pages as pages
from benchmarks import private_people as people
from benchmarks.private_hall import MARK, Hall, WholeHall
from benchmarks.private_people import choose, prove, to_service, with_card
from benchmarks.supervised_kiosk import (
    ACCOUNT,
    AMOUNT,
    Ending,
    SupervisedKiosk,
    die,
    fill_form,
    leave,
    put_away,
    show_card,
)
from demo.waiting import until

LICENCE = "劳动合同期满终止"
"""What an e-licence of the sandbox says."""
SECRETS = (*people.SECRETS.values(), ACCOUNT, AMOUNT, pages.MEMBER, pages.BILL, MARK, LICENCE, *keys.SECRETS)
_ASKED_S = 30


def pay(hall: Hall) -> None:
    to_service(hall, "payment")
    hall.hand.see(screen="payment", state="Listed", seconds=_ASKED_S)


def take_a_number(hall: Hall) -> None:
    to_service(hall, "appointment")
    hall.hand.click("appointment.number", seconds=_ASKED_S)
    hall.hand.see(screen="appointment", state="Numbered", seconds=_ASKED_S)


def book(hall: Hall) -> None:
    """A time on another day; the one of an earlier visit is given back first."""
    to_service(hall, "appointment")
    seen = hall.hand.see(name="appointment.book", seconds=_ASKED_S)
    for booked in (name for name in seen.texts if name.startswith("appointment.cancel.")):
        hall.hand.click(booked)
    hall.hand.click("appointment.book", seconds=_ASKED_S)
    _click_first(hall, "appointment.day.")
    _click_first(hall, "appointment.time.")
    hall.hand.see(screen="appointment", state="Booked", seconds=_ASKED_S)


def print_certificate(hall: WholeHall) -> None:
    to_service(hall, "certificates")
    hall.hand.click(f"certificates.item.{next(hall.prints)}")
    hall.hand.click("certificates.loan")
    hall.hand.see(screen="certificates", state="Printed", seconds=60)


def from_licences(hall: Hall) -> None:
    with_card(hall)
    choose(hall, "DEMO-006", "SYBXJSL")
    hall.hand.click("form.licences")
    hall.hand.see(words=LICENCE, seconds=_ASKED_S)


def go_on(hall: Hall) -> None:
    """With what an earlier visit kept."""
    hall.wait_for_drafts()
    show_card(hall.kiosk, hall.desk)
    hall.hand.click("identify.unfinished", seconds=_ASKED_S)
    hall.hand.see(screen="resume", words="您未办完的申请")
    _click_first(hall, "resume.own.")
    hall.hand.click("resume.go_on", seconds=_ASKED_S)


def correct(hall: WholeHall) -> None:
    """What the clerk asked for: a field, and pages."""
    hall.show_code(hall.town.receipt)
    hall.hand.click("progress.correct", seconds=_ASKED_S)
    prove(hall)
    _begin_anew(hall)
    hall.hand.type("form.f6", ACCOUNT)


def _begin_anew(hall: Hall) -> None:
    """Where the platform tells of an answer that an earlier visit kept."""

    def came() -> str | None:
        seen = hall.hand.look()
        return seen.screen if seen and (seen.screen == "form" or seen.state == "Kept") else None

    if until("the form, or a question", came, _ASKED_S) == "resume":
        hall.hand.click("resume.anew")


def see_cases(hall: Hall) -> None:
    """All of one's own, by identity."""
    hall.hand.click("home.progress")
    hall.hand.click("progress.mine")
    prove(hall)
    hall.hand.see(screen="cases", state="Listed", seconds=_ASKED_S)


def _click_first(hall: Hall, prefix: str) -> None:
    """Of several buttons named alike."""
    seen = hall.hand.look()
    names = sorted(name for name in (seen.texts if seen else ()) if name.startswith(prefix))
    hall.hand.click(names[0])


def take_card(hall: Hall) -> None:
    show_card(hall.kiosk, hall.desk)


def begin_form(hall: Hall) -> None:
    fill_form(hall.kiosk, hall.desk)


def from_done(kiosk: SupervisedKiosk) -> None:
    kiosk.hand.click("done.home")


Way = tuple[Callable[[WholeHall], None], Ending]
WAYS: Mapping[str, Way] = {
    "card": (take_card, leave),
    "phone's code": (people.with_phone, leave),
    "clerk's word": (people.with_clerk, leave),
    "for another": (people.for_another, leave),
    "for a body": (people.for_body, leave),
    "words by pinyin": (keys.with_pinyin, leave),
    "words by hand": (keys.with_strokes, leave),
    "form, left": (begin_form, leave),
    "form, killed": (begin_form, die),
    "form, kept": (begin_form, put_away),
    "gone on with": (go_on, leave),
    "licences": (from_licences, leave),
    "page by phone": (pages.by_phone, leave),
    "page that is held": (pages.held, leave),
    "page under the camera": (pages.under_camera, leave),
    "table, stick, signature": (pages.signed, from_done),
    "correction, left": (correct, leave),
    "correction, killed": (correct, die),
    "correction, kept": (correct, put_away),
    "correction, gone on with": (go_on, leave),
    "own cases": (see_cases, leave),
    "payment": (pay, leave),
    "queue number": (take_a_number, leave),
    "appointment": (book, leave),
    "certificate": (print_certificate, leave),
    "handed in without a line": (pages.signed_without_line, from_done),
}
"""In this order: what one keeps the next goes on with."""
