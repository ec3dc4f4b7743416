"""The welcome screen: search, a most used item, a service, or lay the card at once."""

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from domain.flow.machine import Step, Table
from domain.identity.id_card import IdCard
from domain.text import Text
from kiosk.journeys.home.tiles import TILES

Audience: TypeAlias = Literal["person", "legal_person"]
APPLICATIONS = frozenset(tile.id for tile in TILES if tile.begins_application)


@dataclass(frozen=True, slots=True)
class Favourite:
    """An item that is asked for often."""

    code: str
    name: str
    applicants: tuple[str, ...]
    """The audiences it is for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What this terminal can do, as far as it is known now."""

    doors: frozenset[str] = frozenset()
    """Ids of the tiles that lead somewhere and are allowed here."""
    popular: tuple[Favourite, ...] = ()
    """Most used first, of both audiences."""
    connected: bool | None = None
    """``None`` while it is not known."""
    devices: frozenset[str] = frozenset()
    """Kinds this terminal has."""
    broken: frozenset[str] = frozenset()
    """Those of them that are of no use now."""
    full: Text | None = None
    """Why no application can begin; progress and help stay open."""
    notice: Text | None = None
    """What else whoever comes now should know, such as that service ends soon."""


@dataclass(frozen=True, slots=True)
class Welcome:
    offer: Offer = Offer()
    audience: Audience = "person"
    few: bool = False
    """Only what most people come for: elder edition, or moved down for a seated citizen."""


@dataclass(frozen=True, slots=True)
class OutOfService:
    """Nothing at all can be done here now; tried again by itself."""

    reason: Text


State: TypeAlias = Welcome | OutOfService


@dataclass(frozen=True, slots=True)
class TileChosen:
    id: str


@dataclass(frozen=True, slots=True)
class SearchChosen:
    pass


@dataclass(frozen=True, slots=True)
class ItemChosen:
    code: str


@dataclass(frozen=True, slots=True)
class AudienceChosen:
    audience: Audience


@dataclass(frozen=True, slots=True)
class CardLaid:
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A receipt was held before the code scanner."""

    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfferChanged:
    offer: Offer


Event: TypeAlias = TileChosen | SearchChosen | ItemChosen | AudienceChosen | CardLaid | CodeShown | OfferChanged


@dataclass(frozen=True, slots=True)
class OpenService:
    """The journey of a tile."""

    id: str


@dataclass(frozen=True, slots=True)
class OpenSearch:
    audience: Audience


@dataclass(frozen=True, slots=True)
class OpenItem:
    code: str


@dataclass(frozen=True, slots=True)
class OpenIdentify:
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenProgress:
    words: str = field(repr=False)


Effect: TypeAlias = OpenService | OpenSearch | OpenItem | OpenIdentify | OpenProgress


def _tile(state: Welcome, event: TileChosen) -> Step[State, Effect]:
    shut = event.id not in state.offer.doors or (event.id in APPLICATIONS and state.offer.full is not None)
    return Step(state) if shut else Step(state, (OpenService(event.id),))


def _search(state: Welcome, _event: SearchChosen) -> Step[State, Effect]:
    return Step(state, (OpenSearch(state.audience),))


def _item(state: Welcome, event: ItemChosen) -> Step[State, Effect]:
    return Step(state, tuple(OpenItem(item.code) for item in state.offer.popular if item.code == event.code))


def _audience(state: Welcome, event: AudienceChosen) -> Step[State, Effect]:
    return Step(replace(state, audience=event.audience))


def _card(state: Welcome, event: CardLaid) -> Step[State, Effect]:
    return Step(state, () if state.offer.full else (OpenIdentify(event.card),))


def _code(state: Welcome, event: CodeShown) -> Step[State, Effect]:
    return Step(state, (OpenProgress(event.words),))


def _offer(state: Welcome, event: OfferChanged) -> Step[State, Effect]:
    return Step(replace(state, offer=event.offer))


TABLE: Table[State, Effect] = {
    (Welcome, TileChosen): _tile,
    (Welcome, SearchChosen): _search,
    (Welcome, ItemChosen): _item,
    (Welcome, AudienceChosen): _audience,
    (Welcome, CardLaid): _card,
    (Welcome, CodeShown): _code,
    (Welcome, OfferChanged): _offer,
    (OutOfService, OfferChanged): lambda _state, event: Step(Welcome(event.offer)),
}
