"""Ways a page comes into an application: by phone, from what is held, under the camera, off a stick."""

from benchmarks.private_hall import Hall, WholeHall
from benchmarks.private_people import choose, with_card
from benchmarks.supervised_kiosk import ACCOUNT, AMOUNT

MEMBER = "Wang Anyuan"
"""A member of a household, typed into a table; nobody."""
BILL = "0098123456"
_SLOW_S = 40


def to_pages(hall: Hall) -> None:
    """A form filled in whole, and its list of papers."""
    with_card(hall)
    for letter in "YLFYSG":
        hall.hand.click(f"search.key.{letter}")
    for name in ("search.item.DEMO-016", "scenario.s1", "guide.continue", "form.f1.1", "form.f2", "form.f5.0"):
        hall.hand.click(name)
    for name, words in (("form.f3", BILL), ("form.f4", AMOUNT), ("form.f6", ACCOUNT), ("form.mobile", "13800000000")):
        hall.hand.type(name, words)
    hall.hand.click("form.continue")


def by_phone(hall: WholeHall) -> None:
    to_pages(hall)
    hall.hand.click("materials.scan.m1")
    hall.hand.click("materials.way.phone", seconds=_SLOW_S)
    hall.hand.see(screen="materials", state="Listening", seconds=_SLOW_S)
    hall.look_with_phone()
    hall.hand.see(name="materials.phone_came", seconds=_SLOW_S)


def held(hall: Hall) -> None:
    """A page of an earlier case, used again."""
    to_pages(hall)
    hall.hand.click("materials.scan.m1")
    hall.hand.click("materials.way.held", seconds=_SLOW_S)
    hall.hand.click("materials.held.1", seconds=_SLOW_S)
    hall.hand.see(screen="materials", state="Choosing", seconds=_SLOW_S)


def under_camera(hall: Hall) -> None:
    to_pages(hall)
    hall.hand.click("materials.scan.m1")
    hall.hand.click("materials.way.camera", seconds=_SLOW_S)
    hall.hand.see(words="可以拍摄", seconds=_SLOW_S)
    hall.hand.click("materials.shoot")
    hall.hand.see(words="已安全保存 1 页", seconds=_SLOW_S)


def signed(hall: Hall) -> None:
    """A table, a page of a stick, a signature; handed in, with its receipt."""
    with_card(hall)
    choose(hall, "DEMO-061", "GGZLZFSQ")
    for name, words in (("form.f1.0.0", MEMBER), ("form.f2", AMOUNT), ("form.f3", "45"), ("form.f4", "rent"),
                        ("form.mobile", "13800000000")):  # fmt: skip
        hall.hand.type(name, words)
    for name in ("form.f1.0.1.0", "form.continue", "materials.scan.m3", "materials.way.stick", "materials.pick.1",
                 "materials.take", "materials.finish", "materials.continue", "review.submit"):  # fmt: skip
        hall.hand.click(name)
    hall.hand.stroke("review.pad")
    hall.hand.click("review.sign")
    hall.hand.see(screen="done")


def signed_without_line(hall: WholeHall) -> None:
    """What is handed in waits on this disk."""
    hall.town.line("pull")
    signed(hall)
