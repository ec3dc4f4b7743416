"""What citizens do at a kiosk with a platform behind it, each way leaving something personal behind in the visit."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from benchmarks.kiosk_desk import CARD, Desk
from benchmarks.supervised_kiosk import (
    ACCOUNT,
    AMOUNT,
    Act,
    Ending,
    SupervisedKiosk,
    die,
    fill_form,
    leave,
    put_away,
    show_card,
)

MEMBER = "Wang Anyuan"
"""A member of a household, typed into a table; nobody."""
MARK = "canary-of-a-citizens-page-7f3a9c"
"""Inside the picture file of a stick."""
LICENCE = "劳动合同期满终止"
"""What an e-licence of the sandbox says."""
SECRETS = (CARD["name"], CARD["number"], CARD["address"], ACCOUNT, AMOUNT, MEMBER, MARK, LICENCE)


def make_stick(folder: Path) -> Path:
    folder.mkdir()
    page = Image.new("RGB", (1240, 1754), "white")
    page.paste("black", (100, 100, 1100, 900))
    page.save(folder / "page.jpg", comment=MARK.encode())
    return folder


def to_form(kiosk: SupervisedKiosk, desk: Desk, item: str, typed: str) -> None:
    show_card(kiosk, desk)
    kiosk.hand.click("identify.continue")
    for letter in typed:
        kiosk.hand.click(f"search.key.{letter}")
    kiosk.hand.click(f"search.item.{item}")
    kiosk.hand.click("guide.continue")


def to_service(kiosk: SupervisedKiosk, desk: Desk, tile: str) -> None:
    kiosk.hand.click(f"home.{tile}", seconds=60)
    kiosk.hand.click("identify.agree")
    kiosk.hand.see(screen="identify", state="Waiting")
    desk.do("id_card_reader", "lay_card", card=CARD)
    kiosk.hand.click("identify.continue")
    desk.do("id_card_reader", "lift_card")


def pay(kiosk: SupervisedKiosk, desk: Desk) -> None:
    to_service(kiosk, desk, "payment")
    kiosk.hand.see(screen="payment", state="Listed")


def take_a_number(kiosk: SupervisedKiosk, desk: Desk) -> None:
    to_service(kiosk, desk, "appointment")
    kiosk.hand.click("appointment.number")
    kiosk.hand.see(screen="appointment", state="Numbered")


def from_licences(kiosk: SupervisedKiosk, desk: Desk) -> None:
    to_form(kiosk, desk, "DEMO-006", "SYBXJSL")
    kiosk.hand.click("form.licences")
    kiosk.hand.see(words=LICENCE)


def sign(kiosk: SupervisedKiosk, desk: Desk) -> None:
    """A table, a page of a stick, a signature; handed in, with its receipt."""
    to_form(kiosk, desk, "DEMO-061", "GGZLZFSQ")
    for name, words in (("form.f1.0.0", MEMBER), ("form.f2", AMOUNT), ("form.f3", "45"), ("form.f4", "rent"),
                        ("form.mobile", "13800000000")):  # fmt: skip
        kiosk.hand.type(name, words)
    for name in ("form.f1.0.1.0", "form.continue", "materials.scan.m3", "materials.way.stick", "materials.pick.1",
                 "materials.take", "materials.finish", "materials.continue", "review.submit"):  # fmt: skip
        kiosk.hand.click(name)
    kiosk.hand.stroke("review.pad")
    kiosk.hand.click("review.sign")
    kiosk.hand.see(screen="done")


def go_on(kiosk: SupervisedKiosk, desk: Desk) -> None:
    """With what an earlier visit kept."""
    show_card(kiosk, desk)
    kiosk.hand.click("identify.unfinished")
    own = kiosk.hand.see(screen="resume", words="您未办完的申请")
    kiosk.hand.click(next(name for name in own.texts if name.startswith("resume.own.")))
    kiosk.hand.click("resume.go_on")
    kiosk.hand.see(name="form.f4")


def see_cases(kiosk: SupervisedKiosk, desk: Desk) -> None:
    """All of one's own, by identity."""
    kiosk.hand.click("home.progress")
    kiosk.hand.click("progress.mine")
    kiosk.hand.click("identify.agree")
    kiosk.hand.see(screen="identify", state="Waiting")
    desk.do("id_card_reader", "lay_card", card=CARD)
    kiosk.hand.click("identify.continue")
    desk.do("id_card_reader", "lift_card")
    kiosk.hand.see(screen="cases", state="Listed")


def from_done(kiosk: SupervisedKiosk) -> None:
    kiosk.hand.click("done.home")


WAYS: Mapping[str, tuple[Act, Ending]] = {
    "card": (show_card, leave),
    "form, left": (fill_form, leave),
    "form, killed": (fill_form, die),
    "form, kept": (fill_form, put_away),
    "gone on with": (go_on, leave),
    "table, stick, signature": (sign, from_done),
    "own cases": (see_cases, leave),
    "licences": (from_licences, leave),
    "payment": (pay, leave),
    "queue number": (take_a_number, leave),
}
