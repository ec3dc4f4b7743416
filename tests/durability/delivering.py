"""Lets the real agent deliver until nothing is left that it can send by itself."""

import contextlib
import signal
import sqlite3
from collections.abc import Callable

from demo.waiting import TookTooLong, until
from offline_queue.station import Station
from tests.durability.town import Town
from tests.durability.traced import LOOK_SECONDS, Child


def deliver(
    town: Town,
    station: Station,
    url: str,
    bug: str = "",
    *,
    way: str = "pieces",
    trace: bool = False,
    seconds: float = 20.0,
    until_done: Callable[[Station], bool] | None = None,
) -> Child:
    """Ended by SIGTERM when all is done or the time is over; whether it is done, :func:`states` tells."""
    done = until_done or is_done
    child = town.runner.start("agent", station.root, url, bug, way, trace=trace)
    with contextlib.suppress(TookTooLong):
        until("everything is delivered", lambda: done(station), seconds, LOOK_SECONDS)
    child.signal(signal.SIGTERM)
    child.wait()
    return child


def states(station: Station) -> dict[str, str]:
    """By submission; none where whoever made the database was killed before its tables were there."""
    with contextlib.closing(sqlite3.connect(f"file:{station.database}?mode=ro", uri=True)) as line:
        if line.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry'").fetchone() is None:
            return {}
        return dict(line.execute("SELECT submission_id, state FROM entry"))


def troubles(station: Station) -> list[str]:
    """Of each hand-in that is not confirmed: where it stands, after how many tries, and what stopped the last."""
    with contextlib.closing(sqlite3.connect(f"file:{station.database}?mode=ro", uri=True)) as line:
        rows = line.execute("SELECT state, attempts, last_failure FROM entry WHERE state != 'confirmed'")
        return [" ".join(map(str, row)) for row in rows]


def is_done(station: Station) -> bool:
    """Everything is confirmed and purged, or a person must see it."""
    with contextlib.closing(sqlite3.connect(f"file:{station.database}?mode=ro", uri=True)) as line:
        query = (
            "SELECT COUNT(*) FROM entry WHERE state NOT IN ('confirmed', 'needs_attention')"
            " OR (state = 'confirmed' AND files_deleted = 0)"
        )
        return line.execute(query).fetchone()[0] == 0


def has_travelled(station: Station) -> bool:
    """And no draft has anything left to tell the platform."""
    with contextlib.closing(sqlite3.connect(f"file:{station.database}?mode=ro", uri=True)) as line:
        waiting = line.execute("SELECT COUNT(*) FROM draft WHERE state IN ('waiting', 'closing')").fetchone()[0]
    return waiting == 0 and is_done(station)
