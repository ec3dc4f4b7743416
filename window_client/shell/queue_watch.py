"""The station's queue as the monitor sees and moves it. One worker; each call opens and closes what it needs."""

import contextlib
from pathlib import Path

from domain.clock import Clock, IdSource
from domain.failures import Failure, FailureCode
from offline_queue.asked_again import try_all_again
from offline_queue.courier import Courier
from offline_queue.courier_folder import Carried
from offline_queue.outbox import Outbox
from offline_queue.projection import Projection
from offline_queue.relay_shelf import RelayShelf
from offline_queue.station import Station
from offline_queue.store import Store
from offline_queue.wake_call import call_agent
from window_client.journeys.line.flow import Outlook
from window_client.journeys.monitor.flow import Queue
from window_client.journeys.monitor.presenter import SHOWN


class QueueWatch:
    """Every call raises ``Failure``."""

    def __init__(self, station: Station, clock: Clock, ids: IdSource) -> None:
        self._station = station
        self._clock = clock
        self._ids = ids
        self._shelf = RelayShelf(station, clock)

    def look(self) -> Queue:
        with contextlib.closing(Projection.open(self._station, self._clock)) as projection:
            return Queue(projection.latest(SHOWN), projection.summary(), projection.forecast(), self._relayed())

    def outlook(self) -> Outlook:
        with contextlib.closing(Projection.open(self._station, self._clock)) as projection:
            return Outlook(projection.summary(), projection.forecast(), self._relayed())

    def _relayed(self) -> int:
        return len(self._shelf.waiting())

    def send_now(self, submission_id: str) -> None:
        """Before all others; the agent sees it at its next turn."""
        with contextlib.closing(Outbox.open(self._station, self._clock, self._ids)) as outbox:
            outbox.send_now(submission_id)

    def retry_all(self) -> int:
        """All that wait for a person, as if they had never failed; answers how many."""
        with contextlib.closing(Store.open(self._station.database)) as store, store.transaction() as transaction:
            asked = try_all_again(transaction)
        call_agent(self._station.queue)
        return len(asked)

    def export(self, folder: Path) -> int:
        """What waits, as sealed packets for a courier; answers how many. It stays here until it is signed for.

        What earlier media did not take; who asks though they have it all has lost one: all of it, again."""
        with contextlib.closing(Store.open(self._station.database)) as store:
            courier = Courier(self._station, store, self._clock)
            return _done(courier.export(folder)) or _done(courier.export(folder, again=True))

    def take_back(self, folder: Path) -> int:
        """The platform's signatures a courier brought; answers how many hand-ins are delivered by them."""
        with contextlib.closing(Store.open(self._station.database)) as store:
            return _done(Courier(self._station, store, self._clock).settle(folder))


def _done(carried: Carried) -> int:
    """Raises the first ``Failure`` when one was refused; the others are done all the same, as the list will show."""
    for code in carried.refused.values():
        raise Failure(FailureCode(code), f"{len(carried.done)} done, {len(carried.refused)} refused")
    return len(carried.done)
