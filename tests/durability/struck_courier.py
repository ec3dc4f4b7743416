"""Export, relay and settlement of two hand-ins, struck; then the courier comes again."""

from collections.abc import Sequence

from offline_queue.station import Station
from tests.durability.call_warden import NEVER, Strike
from tests.durability.station_checks import Fault, station_faults
from tests.durability.struck_delivery import Struck
from tests.durability.traced import Child


class StruckCourier(Struck):
    def calls(self) -> Sequence[str]:
        station, _ = self._cases()
        warden = self._carried(station, NEVER).warden
        self._forget(station)
        assert warden is not None
        return warden.calls

    def strike(self, strike: Strike) -> list[Fault]:
        station, said = self._cases()
        first = self._carried(station, strike)
        faults = station_faults(station, (*said, *first.said()), self._town.keys)
        again = self._carried(station, NEVER)
        if "ended" not in again.said() or any(words.startswith("refused") for words in again.said()):
            faults.append(Fault("lost", "the courier cannot go on"))
        return faults + self._faults(station, (*said, *again.said()))

    def _carried(self, station: Station, strike: Strike) -> Child:
        self._line.up()
        url = f"https://127.0.0.1:{self._line.port}"
        child = self._town.runner.start("courier", station.root, url, strike=(station.queue, strike))
        child.wait()
        return child
