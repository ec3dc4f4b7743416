"""Whom to seal to now: a window runs for days, and the platform's keys change meanwhile."""

from collections.abc import Callable
from typing import TypeAlias

from domain.failures import Failure
from offline_queue.sealing import Sealer
from offline_queue.station import Station, StationEnrolment

SealerNow: TypeAlias = Callable[[], Sealer]
"""Asked once for everything that has to be sealed alike. From any thread; never raises."""


class CurrentKeys:
    """Reads the station's enrolment again when its file is another one: one ``stat`` each time it is asked.

    The agent replaces that file as a whole (:mod:`offline_queue.key_mirror`). One that cannot be read changes nothing:
    what is sealed to a key of before is opened for ever.
    """

    def __init__(self, station: Station) -> None:
        """Raises ``Failure(DEVICE_NOT_ENROLLED)``."""
        self._station = station
        self.enrolment: StationEnrolment = station.enrolment()
        self._held = (0, 0), Sealer(self.enrolment.recipients)

    def sealer(self) -> Sealer:
        known, sealer = self._held
        try:
            found = self._station.enrolment_file.stat()
            mark = found.st_ino, found.st_mtime_ns
            if mark != known:
                self.enrolment = self._station.enrolment()
                sealer = Sealer(self.enrolment.recipients)
                self._held = mark, sealer
        except (OSError, Failure):
            return sealer
        return sealer
