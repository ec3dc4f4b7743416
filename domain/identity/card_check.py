"""Whether a card that was read may be used today, and whether it agrees with itself."""

from datetime import date

from domain.identity.id_card import CardKind, IdCard
from domain.identity.other_documents import check_foreigner_2017, check_foreigner_2023, check_hmt_permit
from domain.identity.resident_id import birth_of, check_resident_id, normalise_id, sex_of
from domain.identity.verdict import Ok, Reject, Verdict, Warn
from domain.text import text


def check_card(card: IdCard, today: date) -> Verdict:
    """Rejects an expired card and one whose number does not fit its other lines.

    The region code is not looked at: what a chip says of its issuer is never refused.
    """
    if card.valid_to is not None and card.valid_to < today:
        return Reject(text("identity.card_expired"))
    number_says = check_number(card.kind, card.number, today)
    if isinstance(number_says, Reject):
        return number_says
    if not _agrees(card):
        return Reject(text("identity.card_inconsistent"))
    if card.valid_from is not None and card.valid_from > today:
        return Warn(text("identity.card_not_yet_valid"))
    return Ok()


def check_number(kind: CardKind, number: str, today: date) -> Verdict:
    """The number alone, whoever issued it."""
    match kind:
        case "resident":
            return check_resident_id(number, today, frozenset({normalise_id(number)[:6]}))
        case "hmt_permit":
            return check_hmt_permit(number, today)
        case "foreigner_2017":
            return check_foreigner_2017(number)
        case "foreigner_2023":
            return check_foreigner_2023(number, today)


def _agrees(card: IdCard) -> bool:
    number = normalise_id(card.number)
    match card.kind:
        case "resident" | "hmt_permit":
            return birth_of(number) == card.birth and sex_of(number) == card.sex
        case "foreigner_2017":
            return number[7:13] == f"{card.birth:%y%m%d}"
        case "foreigner_2023":
            return birth_of(number) == card.birth
