"""What the card screen says: strongly masked until the citizen asks to see it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.failures import text_key
from domain.identity.ethnicity import ethnicity_name
from domain.identity.id_card import IdCard
from domain.identity.masking import mask_address, mask_id_strong, mask_name
from domain.identity.sex import sex_name
from domain.text import Text, text
from kiosk.journeys.identify.flow import Asking, ReaderAbsent, Refused, Shown, State, Unreadable, Waiting


@dataclass(frozen=True, slots=True)
class Guide:
    """One thing to do or to know."""

    icon: str
    title: Text
    body: Text
    trouble: Text | None = None
    primary: Literal["", "agree", "retry"] = ""
    moving: bool = False
    """Waiting for the citizen's hand."""


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    """Object name of the value's label."""
    label: Text
    value: str | Text


@dataclass(frozen=True, slots=True)
class Result:
    lines: tuple[Line, ...]
    warning: Text | None
    revealed: bool


Props = Guide | Result


def present(state: State) -> Props:
    match state:
        case Asking():
            return Guide("person", text("identify.notice_title"), text("identify.notice_body"), primary="agree")
        case Waiting():
            return Guide("card", text("identify.place"), text("identify.place_hint"), moving=True)
        case Unreadable(failure):
            return Guide(
                "card", text("identify.again"), text("identify.again_hint"), text(text_key(failure)), primary="retry"
            )
        case ReaderAbsent(failure):
            trouble = text(text_key(failure)) if failure else None
            return Guide("warning", text("identify.absent"), text("identify.absent_hint"), trouble, primary="retry")
        case Refused(reason):
            return Guide("warning", text("identify.refused"), text("identify.refused_hint"), reason, primary="retry")
        case Shown(card, warning, revealed):
            return Result(_lines(card, revealed=revealed), warning, revealed)


def _lines(card: IdCard, *, revealed: bool) -> tuple[Line, ...]:
    def masked(whole: str, hidden: str) -> str:
        return whole if revealed else hidden

    birth = _day(card.birth) if revealed else text("identify.birth_masked", year=card.birth.year)
    return (
        Line("identify.name", text("identify.name"), masked(card.name, mask_name(card.name))),
        Line("identify.sex", text("identify.sex"), sex_name(card.sex)),
        Line("identify.ethnicity", text("identify.ethnicity"), ethnicity_name(card.ethnicity) or "—"),
        Line("identify.birth", text("identify.birth"), birth),
        Line("identify.address", text("identify.address"), masked(card.address, mask_address(card.address))),
        Line("identify.number", text("identify.number"), masked(card.number, mask_id_strong(card.number))),
        Line("identify.validity", text("identify.validity"), _validity(card)),
    )


def _day(day: date) -> Text:
    return text("common.day", year=day.year, month=day.month, day=day.day)


def _validity(card: IdCard) -> Text:
    if card.valid_to is None:
        return text("identify.validity_long")
    return text("identify.validity_until", year=card.valid_to.year, month=card.valid_to.month, day=card.valid_to.day)
