"""How long something has been here, without the wall clock: seconds this platform has run in all.

What is only to be *forgotten after a while* is aged by it. A clock that is set right by years then forgets nothing, and
time in which nobody could reach the platform counts for nothing: things live longer, never shorter.
"""

from sqlalchemy import Column, Connection, Float, Integer, Table, insert, select, update

from acceptance_platform.schema import metadata
from domain.clock import Clock

running_time = Table(
    "running_time", metadata,
    Column("one", Integer, primary_key=True),
    Column("seconds", Float, nullable=False),
)  # fmt: skip


class RunningTime:
    """Of one process; make it when it begins."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since = clock.monotonic()

    def now(self, connection: Connection) -> float:
        """Seconds."""
        stored = connection.execute(select(running_time.c.seconds)).scalar() or 0.0
        return float(stored) + max(0.0, self._clock.monotonic() - self._since)

    def advance(self, connection: Connection) -> float:
        """As :meth:`now`, and kept; inside a transaction that writes. What a rollback undoes is lost: later, never
        sooner."""
        seconds = self.now(connection)
        self._since = self._clock.monotonic()
        if connection.execute(update(running_time).values(seconds=seconds)).rowcount == 0:
            connection.execute(insert(running_time).values(one=1, seconds=seconds))
        return seconds
