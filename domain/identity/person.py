"""Who a case is for and who brings it, however that was found out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from domain.identity.id_card import CardKind, IdCard

Proof: TypeAlias = Literal["card", "social_card", "phone", "clerk", "typed"]
"""What shows that it is this person: the chip of an identity card or of a social-security card, the code of a phone
that the platform had verified, a clerk who looked, or nothing but what was typed."""

ID_KINDS: Mapping[CardKind, Literal["31", "37", "38"]] = {
    "resident": "31", "hmt_permit": "37", "foreigner_2017": "38", "foreigner_2023": "38",
}  # fmt: skip
"""Zhejiang certificate types."""


@dataclass(frozen=True, slots=True)
class Person:
    """Less than a card tells: what a case needs. ``repr`` shows no word of the person."""

    kind: CardKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    address: str = field(repr=False, default="")
    proof: Proof = "card"

    @property
    def proven(self) -> bool:
        """What is kept about a person is told to nobody who only typed a number."""
        return self.proof != "typed"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A legal person or another body with a unified social credit code."""

    name: str
    credit_code: str


def person_of(card: IdCard) -> Person:
    return Person(card.kind, card.name, card.number, card.address)


def kind_of_number(id_kind: str, number: str) -> CardKind:
    """``number``: normalised; the two cards of foreigners differ in their length."""
    if id_kind == "31":
        return "resident"
    if id_kind == "37":
        return "hmt_permit"
    return "foreigner_2017" if len(number) == 15 else "foreigner_2023"


def guess_kind(number: str) -> CardKind:
    """Of a number that was typed, normalised: three letters or a leading 9, then 81 to 83 0000, else a resident's."""
    if number[:3].isalpha():
        return "foreigner_2017"
    if number.startswith("9"):
        return "foreigner_2023"
    return "hmt_permit" if number[:6] in ("810000", "820000", "830000") else "resident"
