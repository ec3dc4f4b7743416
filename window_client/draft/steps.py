"""What a clerk does to the pile, as data that can be written down, done again and taken back."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.catalogue.model import Tone
from window_client.draft import pile as piles
from window_client.draft.pages import Box, Page
from window_client.draft.pile import Pile

Ids: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrived:
    """Not the clerk's doing: never taken back by an undo."""

    page: Page
    after: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    ids: Ids
    line: str


@dataclass(frozen=True, slots=True)
class Moved:
    ids: Ids
    before: str = ""


@dataclass(frozen=True, slots=True)
class Turned:
    ids: Ids
    quarters: int


@dataclass(frozen=True, slots=True)
class Cropped:
    ids: Ids
    box: Box


@dataclass(frozen=True, slots=True)
class Toned:
    ids: Ids
    tone: Tone


@dataclass(frozen=True, slots=True)
class Straightened:
    ids: Ids
    on: bool


@dataclass(frozen=True, slots=True)
class Split:
    page_id: str
    new_id: str
    at: float


@dataclass(frozen=True, slots=True)
class PutAside:
    ids: Ids


@dataclass(frozen=True, slots=True)
class TakenBack:
    ids: Ids


@dataclass(frozen=True, slots=True)
class Checked:
    ids: Ids
    on: bool


@dataclass(frozen=True, slots=True)
class Rescanned:
    page_id: str
    page: Page


@dataclass(frozen=True, slots=True)
class Composed:
    sides: Ids
    page: Page


PileStep: TypeAlias = (
    Arrived | Assigned | Moved | Turned | Cropped | Toned | Straightened | Split | PutAside | TakenBack | Checked
    | Rescanned | Composed
)  # fmt: skip


def done(pile: Pile, step: PileStep) -> Pile:
    match step:
        case Arrived(page, after):
            return piles.insert(pile, page, after)
        case Assigned(ids, line):
            return piles.assign(pile, ids, line)
        case Moved(ids, before):
            return piles.move(pile, ids, before)
        case PutAside(ids):
            return piles.put_aside(pile, ids)
        case TakenBack(ids):
            return piles.take_back(pile, ids)
        case Checked(ids, on):
            return piles.check(pile, ids, on=on)
        case _:
            return _picture_changed(pile, step)


def _picture_changed(pile: Pile, step: Turned | Cropped | Toned | Straightened | Split | Rescanned | Composed) -> Pile:
    match step:
        case Turned(ids, quarters):
            return piles.turn(pile, ids, quarters)
        case Cropped(ids, box):
            return piles.crop(pile, ids, box)
        case Toned(ids, tone):
            return piles.tone(pile, ids, tone)
        case Straightened(ids, on):
            return piles.straighten(pile, ids, on=on)
        case Split(page_id, new_id, at):
            return piles.split(pile, page_id, new_id, at)
        case Rescanned(page_id, page):
            return piles.rescan(pile, page_id, page)
        case Composed(sides, page):
            return piles.compose(pile, sides, page)
