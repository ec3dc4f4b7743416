"""The stick of the killed day: the clerk lays sealed packets on it, a neighbour with a line brings the receipts."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography import x509

from domain.clock import SystemClock
from domain.failures import Failure
from offline_queue.courier import Courier
from offline_queue.courier_folder import ACKNOWLEDGEMENT, PACKET, custody_break
from offline_queue.http_transport import Transport
from offline_queue.neighbour_packet import read_packet
from offline_queue.station import Station
from offline_queue.store import Store


class Stick:
    """``neighbour``: a station of the same platform, whose own line is never cut."""

    def __init__(self, folder: Path, neighbour: Station) -> None:
        self.folder = folder
        self._neighbour = neighbour
        self.counts: Counter[str] = Counter()

    def carry(self) -> None:
        """To the neighbour, who sends what is on it, and back."""
        enrolment = self._neighbour.enrolment()
        with (
            contextlib.closing(Store.open(self._neighbour.database)) as store,
            contextlib.closing(Transport.for_station(self._neighbour, enrolment.url, 30)) as transport,
        ):
            carried = Courier(self._neighbour, store, SystemClock()).relay(self.folder, transport)
        if carried.refused:
            raise RuntimeError(f"the platform refused what was on the stick: {sorted(set(carried.refused.values()))}")
        self.counts["carried"] += len(carried.done)

    def faults(self, promises: list[dict[str, Any]]) -> list[str]:
        """What the monitor showed as written and is not there, or not whole."""
        told = [one["told"] for one in promises if one.get("told")]
        written = [number for key, number in told if key == "window_monitor.exported"]
        self.counts["exports"] += bool(written)
        self.counts["imports"] += any(key == "window_monitor.imported" for key, _ in told)
        authority = x509.load_pem_x509_certificate(self._neighbour.authority_certificate.read_bytes())
        return list(stick_faults(self.folder, max(written, default=0), authority))


def stick_faults(folder: Path, written: int, authority: x509.Certificate) -> Iterator[str]:
    """``written``: packets that have to be there. Those with a receipt were whole for the platform."""
    packets = list(folder.glob(f"*{PACKET}"))
    if len(packets) < written:
        yield f"packets: {len(packets)} of {written} are on the stick"
    for packet in packets:
        if not packet.with_suffix(ACKNOWLEDGEMENT).exists():
            try:
                read_packet(packet, authority)
            except Failure as failure:
                yield f"packet {packet.name}: {failure.detail}"
    if (line := custody_break(folder)) is not None:
        yield f"line {line} of the stick's list"
