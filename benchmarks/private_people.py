"""Ways of being known at a kiosk, and of standing there for another; each ends in a form with something typed."""

from collections.abc import Mapping

from benchmarks.kiosk_desk import CARD
from benchmarks.private_hall import Hall, WholeHall
from benchmarks.supervised_kiosk import show_card

OTHER = {**CARD, "name": "王测试", "number": "33020319000101003X", "address": "浙江省宁波市海曙区某某街道2号"}
"""Whose matter the agent brings."""
BODY = "宁波某某商贸有限公司"
BODY_CODE = "91330200MA0AAAA01W"
DUTY = "cleaning of windows"
"""Typed into the form of a body."""
_ASKED_S = 30


def with_card(hall: Hall) -> None:
    show_card(hall.kiosk, hall.desk)
    hall.hand.click("identify.continue")


def to_card(hall: Hall) -> None:
    """Up to the place where a card, a phone or a pair of hands comes in."""
    hall.hand.click("home.begin")
    hall.hand.click("identify.agree")
    hall.hand.see(screen="identify", state="Waiting")


def with_phone(hall: WholeHall) -> None:
    to_card(hall)
    hall.show_code(hall.town.phone_code("p1"))
    hall.hand.click("identify.continue", seconds=_ASKED_S)
    choose(hall, "DEMO-006", "SYBXJSL")


def with_clerk(hall: WholeHall) -> None:
    """The number is typed, and a clerk vouches for it."""
    to_card(hall)
    hall.hand.click("identify.type")
    hall.hand.type("identify.typed_name", CARD["name"])
    hall.hand.type("identify.typed_number", CARD["number"])
    hall.hand.click("identify.typed")
    hall.hand.click("identify.staff")
    hall.hand.see(screen="identify", state="Vouching")
    hall.show_code(hall.town.vouching_code(CARD["number"]))
    hall.hand.see(screen="identify", state="Shown", seconds=_ASKED_S)
    hall.hand.click("identify.continue")
    choose(hall, "DEMO-006", "SYBXJSL")


def for_another(hall: Hall) -> None:
    """Both cards."""
    show_card(hall.kiosk, hall.desk)
    hall.hand.click("identify.for_another")
    hall.hand.click("behalf.person")
    hall.hand.see(screen="behalf", state="WaitingPrincipal")
    hall.lay_card(OTHER)
    hall.hand.see(screen="behalf", state="PrincipalShown")
    hall.lift_card()
    hall.hand.click("behalf.continue")
    choose(hall, "DEMO-006", "SYBXJSL")


def for_body(hall: Hall) -> None:
    to_form_of_body(hall)
    hall.hand.type("form.f2", DUTY)


def to_form_of_body(hall: Hall) -> None:
    show_card(hall.kiosk, hall.desk)
    hall.hand.click("identify.for_another")
    hall.hand.click("behalf.body")
    hall.hand.type("behalf.code", BODY_CODE)
    hall.hand.type("behalf.name", BODY)
    hall.hand.click("behalf.typed")
    hall.hand.click("behalf.continue")
    choose(hall, "DEMO-011", "LWPQJYXK")


def choose(hall: Hall, item: str, letters: str) -> None:
    """From the search to the form."""
    for letter in letters:
        hall.hand.click(f"search.key.{letter}")
    hall.hand.click(f"search.item.{item}")
    hall.hand.click("guide.continue")


def to_service(hall: Hall, tile: str) -> None:
    hall.hand.click(f"home.{tile}", seconds=60)
    prove(hall)


def prove(hall: Hall) -> None:
    hall.hand.click("identify.agree")
    hall.hand.see(screen="identify", state="Waiting")
    hall.lay_card(CARD)
    hall.hand.click("identify.continue")
    hall.lift_card()


SECRETS: Mapping[str, str] = {
    "name": CARD["name"], "number": CARD["number"], "address": CARD["address"], "other's name": OTHER["name"],
    "other's number": OTHER["number"], "other's address": OTHER["address"], "body": BODY, "code": BODY_CODE,
    "duty": DUTY,
}  # fmt: skip
