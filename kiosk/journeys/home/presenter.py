"""What the welcome screen says: which tiles, which of them are shut, and why."""

from dataclasses import dataclass

from domain.text import Text, text
from kiosk.journeys.home.flow import Audience, Offer, OutOfService, State, Welcome
from kiosk.journeys.home.tiles import TILES, Tile

POPULAR = 4
"""Most used items in sight."""
AUDIENCES: tuple[Audience, ...] = ("person", "legal_person")


@dataclass(frozen=True, slots=True)
class TileProps:
    id: str
    icon: str
    title: Text
    hint: Text
    open: bool
    """When not, ``hint`` is the reason."""


@dataclass(frozen=True, slots=True)
class ItemProps:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Closed:
    reason: Text


@dataclass(frozen=True, slots=True)
class Open:
    audiences: tuple[tuple[Audience, Text, bool], ...]
    """Value, words, chosen; none in the elder edition."""
    popular: tuple[ItemProps, ...]
    tiles: tuple[TileProps, ...]
    notice: Text | None
    """Why no application can begin, or that service ends soon."""


Props = Closed | Open


def present(state: State) -> Props:
    if isinstance(state, OutOfService):
        return Closed(state.reason)
    return Open(
        audiences=() if state.few else tuple(_audience(one, state.audience) for one in AUDIENCES),
        popular=() if state.few or state.offer.full is not None else _popular(state),
        tiles=tuple(_tile(tile, state.offer) for tile in TILES if _is_offered(tile, state)),
        notice=state.offer.full or state.offer.notice,
    )


def _audience(one: Audience, chosen: Audience) -> tuple[Audience, Text, bool]:
    return one, text(f"home.audience_{one}"), one == chosen


def _popular(state: Welcome) -> tuple[ItemProps, ...]:
    mine = [item for item in state.offer.popular if state.audience in item.applicants]
    return tuple(ItemProps(item.code, item.name) for item in mine[:POPULAR])


def _is_offered(tile: Tile, state: Welcome) -> bool:
    exists = tile.id in state.offer.doors and (not tile.needs_device or tile.needs_device in state.offer.devices)
    return exists and (tile.in_assist or not state.few)


def _tile(tile: Tile, offer: Offer) -> TileProps:
    reason = shut_because(tile, offer)
    title = text(f"home_tiles.{tile.id}")
    return TileProps(tile.id, tile.icon, title, reason or text(f"home_tiles.{tile.id}_hint"), open=reason is None)


def shut_because(tile: Tile, offer: Offer) -> Text | None:
    """Why a service that is offered cannot be used at this moment."""
    if tile.begins_application and offer.full is not None:
        return text("home_tiles.shut_full")
    if tile.needs_platform and offer.connected is not True:
        return text("home_tiles.shut_offline" if offer.connected is False else "home_tiles.shut_unknown")
    if tile.needs_device in offer.broken:
        return text("home_tiles.shut_device")
    return None
