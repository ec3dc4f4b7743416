"""The care for neighbours' packets as its screen sees and moves it. Called on a worker."""

from pathlib import Path

from domain.clock import Clock
from domain.failures import FailureCode
from offline_queue import courier_folder
from offline_queue.relay_shelf import RelayShelf
from offline_queue.shop import ShopShelf
from offline_queue.station import Station
from window_client.journeys.relay.flow import Carried, Shelf, Way


class RelayWatch:
    """Every call raises ``Failure``."""

    def __init__(self, station: Station, clock: Clock) -> None:
        self._station = station
        self._shelf = RelayShelf(station, clock)
        self._shops = ShopShelf(station)

    def look(self) -> Shelf:
        shop = self._shops.shop()
        names = {node.code: node.name for node in shop.catalogue.nodes} if shop else {}
        here = self._station.enrolment().device_id
        with courier_folder.usable():
            return Shelf(self._shelf.held(), self._shelf.custody_broken_at(), here, names)

    def carry(self, way: Way, stick: Path) -> Carried:
        """One that is refused holds up no other."""
        carried = (self._shelf.take_over if way == "take_over" else self._shelf.hand_back)(stick)
        cause = next((FailureCode(code) for code in carried.refused.values()), None)
        return Carried(way, len(carried.done), len(carried.refused), cause)
