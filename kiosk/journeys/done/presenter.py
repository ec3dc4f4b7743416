"""Saved is one thing, delivered another, printed a third: each said by itself."""

from dataclasses import dataclass, field
from typing import Literal

from domain.clock import CHINA
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.done.flow import NotPrinted, Printing, State


@dataclass(frozen=True, slots=True)
class Props:
    title: Text
    number: str
    item_name: str
    facts: tuple[tuple[Text, str | Text], ...]
    delivery: Text
    delivered: bool
    printing: Text
    print_tone: Literal["info", "success", "error"]
    print_advice: Text | None
    """What to do when no receipt came out."""
    may_print: bool
    print_words: Text
    next_steps: tuple[Text, ...]
    qr_payload: str = field(repr=False, default="")


def present(state: State) -> Props:
    slip = state.slip
    at = slip.handed_in_at.astimezone(CHINA)
    moment = text("common.moment", year=at.year, month=at.month, day=at.day, time=f"{at:%H:%M}")
    facts: tuple[tuple[Text, str | Text], ...] = (
        (text("done.item"), slip.item_name),
        (text("done.at"), moment),
        (text("done.pages"), text("materials.pages", n=slip.pages)),
        (text("done.authority"), slip.authority),
    )
    if slip.official_no:
        facts = ((text("done.official_no"), slip.official_no), *facts)
    printing, tone = _printing(state)
    return Props(
        title=text("done.title_correction" if slip.correction else "done.title"),
        number=slip.number,
        item_name=slip.item_name,
        facts=facts,
        delivery=text("done.delivered" if slip.delivered else "done.not_delivered"),
        delivered=slip.delivered,
        printing=printing,
        print_tone=tone,
        print_advice=text("done.not_printed") if isinstance(state, NotPrinted) else None,
        may_print=not isinstance(state, Printing),
        print_words=text("done.print_again" if state.prints else "done.print_retry"),
        next_steps=_next_steps(delivered=slip.delivered),
        qr_payload=slip.qr_payload,
    )


def _printing(state: State) -> tuple[Text, Literal["info", "success", "error"]]:
    match state:
        case Printing():
            return text("done.printing"), "info"
        case NotPrinted(_, failure):
            return text(text_key(failure)), "error"
        case _:
            return text("done.printed"), "success"


def _next_steps(*, delivered: bool) -> tuple[Text, ...]:
    first = text("done.next_received" if delivered else "done.next_upload")
    return (first, text("done.next_five_days"), text("done.next_progress"))
