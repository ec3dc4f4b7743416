"""How long something has been here, without the wall clock.

A kiosk's wall clock may jump by years when its battery is flat or a time server is reached. What is only to be
*forgotten after a while* is aged by the time the station has been switched on: seconds that every process adds to,
taken from the monotonic clock of the boot it runs in. Time nobody was there to look at counts for nothing, so things
live longer, never shorter.
"""

import secrets
from pathlib import Path

from domain.clock import Clock
from offline_queue.store import Transaction

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_id() -> str:
    """Of this start of the machine (``random(4)``). Where the system has none, of this call."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except OSError:
        return secrets.token_hex(16)


class StationTime:
    def __init__(self, clock: Clock, boot: str | None = None) -> None:
        self._clock = clock
        self.boot_id = boot or boot_id()

    def advance(self, transaction: Transaction) -> float:
        """Seconds this station has been switched on; inside a transaction that writes."""
        monotonic = self._clock.monotonic()
        row = transaction.row("SELECT boot_id, monotonic, seconds FROM station_time")
        if row is None:
            seconds = 0.0
        else:
            since = row["monotonic"] if row["boot_id"] == self.boot_id else 0.0
            seconds = row["seconds"] + max(0.0, monotonic - since)
        transaction.change(
            "INSERT OR REPLACE INTO station_time (one, boot_id, monotonic, seconds) VALUES (1, ?, ?, ?)",
            self.boot_id, monotonic, seconds,
        )  # fmt: skip
        return seconds
