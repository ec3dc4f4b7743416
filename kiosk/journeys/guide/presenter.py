"""The guide in rows and a list of materials."""

from dataclasses import dataclass

from domain.catalogue.model import Item, Material
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.guide.flow import Guide, NotPrinted, Printing, Slip, State


@dataclass(frozen=True, slots=True)
class MaterialRow:
    name: str
    how: Text
    mark: Text
    required: bool


@dataclass(frozen=True, slots=True)
class Props:
    title: str
    facts: tuple[tuple[Text, str | Text], ...]
    materials: tuple[MaterialRow, ...]
    advice: Text
    may_begin: bool
    demonstration: bool
    take_away: str
    """The guide in words, for a phone."""
    slip: Text | None
    """What became of the slip."""
    slip_failed: bool
    printing: bool


def present(state: State, *, take_away: str, demonstration: bool) -> Props:
    item = state.item
    may_begin = isinstance(state, Guide)
    return Props(
        title=item.name,
        facts=_facts(item, state.authority, state.answers) if isinstance(state, Guide) else _facts(item, "", ()),
        materials=tuple(_material(material) for material in item.materials),
        advice=text("guide.offline" if may_begin else f"guide.not_here_{item.kiosk_class.lower()}"),
        may_begin=may_begin,
        demonstration=demonstration,
        take_away=take_away,
        slip=_slip(state.slip),
        slip_failed=isinstance(state.slip, NotPrinted),
        printing=isinstance(state.slip, Printing),
    )


def _slip(slip: Slip) -> Text | None:
    if slip is None:
        return None
    if isinstance(slip, NotPrinted):
        return text(text_key(slip.failure))
    return text("guide_slip.printing" if isinstance(slip, Printing) else "guide_slip.printed")


def _facts(item: Item, authority: str, answers: tuple[str, ...]) -> tuple[tuple[Text, str | Text], ...]:
    return (
        *(((text("guide.scenario"), "、".join(answers)),) if answers else ()),
        (text("guide.authority"), authority or text("guide.authority_open", department=item.department)),
        (text("guide.time"), text("guide.times", promised=item.promised_text, legal=item.legal_text)),
        (text("guide.fee"), item.fee),
        (text("guide.result"), item.result),
    )


def _material(material: Material) -> MaterialRow:
    return MaterialRow(
        material.name,
        text(f"common.source_{material.source}"),
        text(f"common.need_{material.necessity}"),
        material.necessity == "required",
    )
