"""How far this station's clock can be believed: by the time in the platform's own signed answers.

The agent notes at each answer how much the clock is ahead. The monotonic clock of the same boot tells by how much the
wall clock was set since, also without a line for days; after a restart nothing is known again.
"""

from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from domain.clock import Clock
from domain.contract.submission import ClockConfidence
from domain.contract.wire import Wire
from offline_queue.durable_files import replace_file
from offline_queue.station_time import boot_id

FIRST_PLAUSIBLE_YEAR = 2026
"""A clock before the year this program was made in has lost its time."""
_BELIEVED_SECONDS = 60.0
"""Ahead or behind, and still counted as right: dates and periods are of days."""


class ClockNote(Wire):
    boot_id: str
    wall: float
    """Seconds since the epoch, as this station had it."""
    monotonic: float
    ahead: float
    """Seconds; negative when behind."""


class ClockCheck:
    def __init__(self, path: Path, clock: Clock, boot: str | None = None) -> None:
        """``path``: shared by the processes of a station; what a crash makes of it is told again by the next answer."""
        self._path = path
        self._clock = clock
        self._boot = boot or boot_id()

    def note(self, ahead: float) -> None:
        """Raises ``Failure(STORE_*)``."""
        wall, monotonic = self._clock.now().timestamp(), self._clock.monotonic()
        note = ClockNote(boot_id=self._boot, wall=wall, monotonic=monotonic, ahead=ahead)
        replace_file(self._path, note.model_dump_json().encode())

    def ahead(self) -> float | None:
        """Seconds; ``None``: nobody knows."""
        try:
            note = ClockNote.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        passed = self._clock.monotonic() - note.monotonic
        was_set = self._clock.now().timestamp() - note.wall - passed
        return note.ahead + was_set if note.boot_id == self._boot else None

    def confidence(self, now: datetime) -> ClockConfidence:
        return judged(now, self.ahead())


def without_platform(now: datetime) -> ClockConfidence:
    return judged(now, None)


def judged(now: datetime, ahead: float | None) -> ClockConfidence:
    if now.year < FIRST_PLAUSIBLE_YEAR or (ahead is not None and abs(ahead) > _BELIEVED_SECONDS):
        return "implausible"
    return "unsynchronised" if ahead is None else "synchronised"
