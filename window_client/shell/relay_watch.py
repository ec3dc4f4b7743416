"""The care for neighbours' packets as its screen sees and moves it. Called on a worker."""

from pathlib import Path

from domain.failures import FailureCode
from offline_queue import courier_folder
from offline_queue.relay_shelf import RelayShelf
from window_client.journeys.relay.flow import Carried, Shelf, Way


class RelayWatch:
    """Every call raises ``Failure``."""

    def __init__(self, shelf: RelayShelf) -> None:
        self._shelf = shelf

    def look(self) -> Shelf:
        with courier_folder.usable():
            return Shelf(self._shelf.held(), self._shelf.custody_broken_at())

    def carry(self, way: Way, stick: Path) -> Carried:
        """One that is refused holds up no other."""
        carried = (self._shelf.take_over if way == "take_over" else self._shelf.hand_back)(stick)
        cause = next((FailureCode(code) for code in carried.refused.values()), None)
        return Carried(way, len(carried.done), len(carried.refused), cause)
