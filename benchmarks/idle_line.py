"""What a station that has nothing to deliver moves over its line in a day, at the two rhythms of an agent.

Counted where a modelled line carries them, so TLS is in it and the headers of IP and TCP are not.
"""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.paced_line import LineKind, PacedLine
from benchmarks.report import Report
from benchmarks.sync_site import PlatformProcess
from domain.clock import SystemClock
from offline_queue.catalogue_mirror import refresh
from offline_queue.connectivity import IDLE_SECONDS, METERED_IDLE_SECONDS, ping
from offline_queue.http_transport import Transport
from offline_queue.key_mirror import refresh_keys
from offline_queue.platform_watch import CATALOGUE_SECONDS, METERED_CATALOGUE_SECONDS
from offline_queue.station import Station
from offline_queue.status_mirror import pull_changes
from offline_queue.store import Store

_DAY = 86_400.0
_LINE = LineKind(bits_per_s=1e9, round_trip_s=0.0)
"""The platform ends a connection that was silent for half a minute: rare questions make theirs anew."""


def run(times: int = 50) -> Report:
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(PlatformProcess(Path(folder))) as platform,
        contextlib.closing(PacedLine(platform.port, _LINE)) as line,
    ):
        station = platform.station(Path(folder) / "station")
        figures = _measure(station, line, times)
    often = _DAY / IDLE_SECONDS * figures["kept_connection_bytes"] + _DAY / CATALOGUE_SECONDS * figures["news_bytes"]
    rare = _DAY / METERED_IDLE_SECONDS * figures["new_connection_bytes"]
    rare += _DAY / METERED_CATALOGUE_SECONDS * figures["news_bytes"]
    days = {"day_mb": often / 1e6, "metered_day_mb": rare / 1e6}
    return Report("idle_line", figures | days, {"day_metered": often / rare}, {})


def _measure(station: Station, line: PacedLine, times: int) -> dict[str, float]:
    clock, keys = SystemClock(), station.enrolment().verification_keys
    station.queue.mkdir(parents=True, exist_ok=True)
    with (
        contextlib.closing(Store.open(station.database)) as store,
        contextlib.closing(Transport.for_station(station, line.url, 10.0)) as transport,
    ):

        def ask() -> None:
            ping(transport, keys, clock)
            pull_changes(transport, store)

        def ask_anew() -> None:
            transport.close()
            ask()

        def news() -> None:
            refresh_keys(transport, station)
            refresh(transport, station)

        ask()
        news()
        works: dict[str, Callable[[], None]] = {
            "kept_connection_bytes": ask, "new_connection_bytes": ask_anew, "news_bytes": news,
        }  # fmt: skip
        return {name: _bytes_of(work, line, times) for name, work in works.items()}


def _bytes_of(work: Callable[[], None], line: PacedLine, times: int) -> float:
    """A call, the mean of so many."""
    line.begin_anew()
    for _ in range(times):
        work()
    return (line.sent_bytes + line.received_bytes) / times
