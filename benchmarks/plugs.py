"""Devices plugged in and pulled out again and again: what is left of it in a station that runs for months.

``./run bench plugs --times 1000``; ``--only DEVICE`` one of ``benchmarks.plug_subjects``. The whole way of a station is
used: manager, thread, driver. Waiting is skipped, not the work: the clock jumps over every pause.
"""

import queue
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.plug_subjects import SUBJECTS, Plugged, Subject
from benchmarks.report import Report
from devices.events import Condition, DeviceEvent, DeviceStatus
from devices.manager import DeviceManager
from domain.clock import SystemClock

USUAL = 100
MOST_LEFT = {"descriptors": 0, "threads": 0, "processes": 0, "memory_mib": 4.0}
_WARM_UP = 5
_NUDGE_SECONDS = 0.02
_PATIENCE = 600.0
"""For one condition, however crowded the machine is: a device that takes so long does not come at all."""
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Held:
    """What this process holds on to."""

    descriptors: int
    threads: int
    processes: int
    memory_mib: float


class JumpingClock(SystemClock):
    """Real time that can be moved on."""

    def __init__(self) -> None:
        self._jumped = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._jumped

    def jump(self) -> None:
        self._jumped += 30.0


class Bench:
    """A station with one device."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._clock = JumpingClock()
        self._told: queue.SimpleQueue[DeviceEvent] = queue.SimpleQueue()
        self.manager = DeviceManager([subject.spec], self._told.put, self._clock)

    def start(self) -> None:
        self.manager.start()
        for camera in self.manager.cameras():
            self.manager.watch_preview(camera, True)

    def cycle(self) -> None:
        """In, until it is ready; out, until it is away. Raises ``TimeoutError``."""
        self._subject.put()
        self._until(Condition.READY)
        self._subject.pull()
        self._until(Condition.UNREACHABLE)

    def _until(self, wanted: Condition) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                event = self._told.get(timeout=_NUDGE_SECONDS)
            except queue.Empty:
                self._clock.jump()
                self.manager.refresh()
                continue
            if isinstance(event, DeviceStatus) and event.condition is wanted:
                return
        raise TimeoutError(f"not {wanted.value}")


def pull_plugs(plugged: Plugged, times: int) -> tuple[Held, float]:
    """What ``times`` cycles left behind, and the seconds of one."""
    with tempfile.TemporaryDirectory(prefix="ow") as folder, plugged(Path(folder)) as subject:
        bench = Bench(subject)
        bench.start()
        for _ in range(_WARM_UP + times // 10):
            bench.cycle()
        before, began = _held(), time.monotonic()
        for _ in range(times):
            bench.cycle()
        seconds, after = (time.monotonic() - began) / max(times, 1), _held()
        subject.put()
        bench.manager.stop()
    return _left(before, after), seconds


def run(times: int = USUAL, only: str = "") -> Report:
    """Raises ``RuntimeError`` if a device leaves more than :data:`MOST_LEFT`."""
    figures: dict[str, float] = {}
    wrong: list[str] = []
    for name, plugged in SUBJECTS.items():
        if only not in ("", name):
            continue
        left, seconds = pull_plugs(plugged, times)
        figures[f"{name}_cycles"] = times
        figures[f"{name}_ms_a_cycle"] = seconds * 1000
        for what, most in MOST_LEFT.items():
            amount = getattr(left, what)
            figures[f"{name}_{what}_left"] = amount
            wrong += [f"{name}: {amount} {what} left after {times} cycles"] if amount > most else []
    if wrong:
        raise RuntimeError("\n".join(wrong))
    return Report("plugs", figures, {}, {})


def _held() -> Held:
    us = psutil.Process()
    return Held(us.num_fds(), threading.active_count(), len(us.children(recursive=True)), us.memory_info().rss / _MIB)


def _left(before: Held, after: Held) -> Held:
    return Held(
        after.descriptors - before.descriptors,
        after.threads - before.threads,
        after.processes - before.processes,
        after.memory_mib - before.memory_mib,
    )
