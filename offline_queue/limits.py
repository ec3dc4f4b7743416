"""Room on the disk: enough for who stands at the screen now, and a word before it runs out."""

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from domain.failures import Failure, FailureCode
from offline_queue.durable_files import hand_over
from offline_queue.storage_faults import DiskFull, file_fault

T = TypeVar("T")

RESERVE_BYTES = 64 << 20
"""Held back in a file of its own; given up when the disk is full, so that a case that was begun is finished."""
CASE_BYTES = 32 << 20
"""Room a new case must find beside the reserve."""
TYPICAL_CASE_BYTES = 2 << 20
"""Until this station has cases of its own to judge by."""


class Reserve:
    def __init__(self, path: Path, size: int = RESERVE_BYTES) -> None:
        self._path = path
        self._size = size

    @property
    def held(self) -> bool:
        try:
            return self._path.stat().st_size >= self._size
        except OSError:
            return False

    def keep(self) -> None:
        """Make it, when it is missing and there is room for it and a case besides. Raises STORE_*."""
        if self.held or free_bytes(self._path.parent) < self._size + CASE_BYTES:
            return
        try:
            with self._path.open("wb") as file:
                hand_over(file.fileno(), self._path.parent)
                os.posix_fallocate(file.fileno(), 0, self._size)
        except OSError as error:
            self.release()
            raise file_fault(error) from error

    def release(self) -> bool:
        """Whether there was anything to give."""
        with contextlib.suppress(OSError):
            self._path.unlink()
            return True
        return False

    def spend_on(self, work: Callable[[], T]) -> T:
        """A full disk is met once with the reserve: who stands at the screen finishes."""
        try:
            return work()
        except DiskFull:
            if not self.release():
                raise
            return work()


def free_bytes(folder: Path) -> int:
    """On the disk it is on, or will be on when it is made."""
    return shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free


def admit(reserve: Reserve, free: int) -> None:
    """Raises ``Failure(STORE_RESERVE_LOW)`` when a case that begins now might not be finished."""
    if not reserve.held or free < CASE_BYTES:
        raise Failure(
            FailureCode.STORE_RESERVE_LOW, f"{free >> 20} MB free, reserve {'held' if reserve.held else 'gone'}"
        )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What ``status`` says of the room."""

    free_bytes: int
    backlog_bytes: int
    room_for_cases: int
    """More cases of the usual size."""
    hours_left: float | None
    """At the pace of the latest hand-ins, if nothing is delivered; ``None``: no pace yet."""


def forecast(free: int, backlog_bytes: int, cases: int, seconds: float) -> Forecast:
    """``cases``: hand-ins of the backlog; ``seconds`` from the first to the last of them. Pure."""
    typical = max(backlog_bytes // cases, 1) if cases else TYPICAL_CASE_BYTES
    room = max(free - RESERVE_BYTES - CASE_BYTES, 0) // typical
    pace = cases / seconds if cases > 1 and seconds > 0 else 0.0
    return Forecast(free, backlog_bytes, room, round(room / pace / 3600, 1) if pace else None)
