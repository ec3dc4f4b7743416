"""Pages that are there, small, as every screen of a material shows them."""

from dataclasses import dataclass, field

from domain.text import Text, text
from kiosk.journeys.materials.flow import Pile


@dataclass(frozen=True, slots=True)
class Thumb:
    sealed_digest: str
    words: Text
    picture: bytes = field(repr=False)


def thumbs_of(pile: Pile, material_id: str) -> tuple[Thumb, ...]:
    return tuple(
        Thumb(page.kept.sealed_digest, text("materials.page", n=number), page.thumbnail)
        for number, page in enumerate(pile.of(material_id), 1)
    )
