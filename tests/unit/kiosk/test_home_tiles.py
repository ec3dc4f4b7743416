from dataclasses import replace
from pathlib import Path

import pytest
from kiosk_examples import CARD, ITEM

from assets.texts import Texts
from domain.flow.machine import Machine
from domain.text import text
from kiosk.composition.doors import DOORS
from kiosk.composition.offering import favourite
from kiosk.journeys.home import flow as home
from kiosk.journeys.home.presenter import Open, TileProps, present
from kiosk.journeys.home.tiles import TILES

ALL = home.Offer(
    doors=frozenset(tile.id for tile in TILES),
    popular=(favourite(ITEM),),
    connected=True,
    devices=frozenset({"page_printer"}),
)


def tiles(offer: home.Offer, *, assist: bool = False) -> dict[str, TileProps]:
    props = present(home.Welcome(offer, few=assist))
    assert isinstance(props, Open)
    return {tile.id: tile for tile in props.tiles}


def effects(offer: home.Offer, event: home.Event) -> tuple[home.Effect, ...]:
    machine: Machine[home.State, home.Event, home.Effect] = Machine(home.TABLE, home.Welcome(offer))
    return tuple(machine.feed(event))


def test_every_door_belongs_to_a_tile() -> None:
    assert set(DOORS) <= {tile.id for tile in TILES}


@pytest.mark.parametrize("tile", TILES, ids=lambda tile: tile.id)
def test_every_tile_has_its_words_and_its_icon(tile: object) -> None:
    for language in ("zh", "en"):
        keys = Texts(language).keys()  # type: ignore[arg-type]
        assert {f"home_tiles.{tile.id}", f"home_tiles.{tile.id}_hint"} <= keys  # type: ignore[attr-defined]
    assert (Path("assets/icons") / f"{tile.icon}.svg").is_file()  # type: ignore[attr-defined]


def test_what_leads_nowhere_or_lacks_its_device_is_not_offered() -> None:
    assert set(tiles(replace(ALL, doors=frozenset({"begin", "progress"})))) == {"begin", "progress"}
    assert "certificates" in tiles(ALL)
    assert "certificates" not in tiles(replace(ALL, devices=frozenset()))


def test_without_a_line_the_online_services_are_marked_with_the_reason() -> None:
    offline = tiles(replace(ALL, connected=False))
    assert {name for name, tile in offline.items() if not tile.open} == {
        "continue", "certificates", "appointment", "payment", "evaluation"
    }  # fmt: skip
    assert offline["payment"].hint == text("home_tiles.shut_offline")
    assert offline["begin"].open


def test_a_broken_printer_shuts_what_needs_it() -> None:
    certificates = tiles(replace(ALL, broken=frozenset({"page_printer"})))["certificates"]
    assert (certificates.open, certificates.hint) == (False, text("home_tiles.shut_device"))


def test_a_full_disk_closes_new_applications_only() -> None:
    full = replace(ALL, full=text("home.full"))
    assert [name for name, tile in tiles(full).items() if not tile.open] == ["begin", "continue"]
    assert effects(full, home.TileChosen("begin")) == ()
    assert effects(full, home.CardLaid(CARD)) == ()
    assert effects(full, home.TileChosen("progress")) == (home.OpenService("progress"),)
    assert effects(ALL, home.TileChosen("begin")) == (home.OpenService("begin"),)


def test_the_elder_edition_shows_fewer_things() -> None:
    assert len(tiles(ALL, assist=True)) < len(tiles(ALL))
    props = present(home.Welcome(ALL, few=True))
    assert isinstance(props, Open)
    assert (props.popular, props.audiences) == ((), ())


def test_items_are_those_of_the_chosen_audience() -> None:
    machine: Machine[home.State, home.Event, home.Effect] = Machine(home.TABLE, home.Welcome(ALL))
    firm = home.Favourite("DEMO-900", "x", ("legal_person",))
    machine.feed(home.OfferChanged(replace(ALL, popular=(favourite(ITEM), firm))))
    machine.feed(home.AudienceChosen("legal_person"))
    props = present(machine.state)
    assert isinstance(props, Open)
    assert [item.code for item in props.popular] == ["DEMO-900"]
    assert tuple(machine.feed(home.SearchChosen())) == (home.OpenSearch("legal_person"),)
    assert tuple(machine.feed(home.ItemChosen("DEMO-900"))) == (home.OpenItem(firm.code),)
