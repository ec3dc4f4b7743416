"""Is this station fit for work? Said in lines an engineer on site can read."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from domain.clock import Clock
from domain.failures import Failure, FailureCode
from offline_queue import work_checks
from offline_queue.clock_check import ClockCheck
from offline_queue.connectivity import ping
from offline_queue.durable_files import write_durably
from offline_queue.http_transport import NotThePlatform, Transport
from offline_queue.portal_probe import PortalProbe
from offline_queue.station import Station
from offline_queue.store import Store
from offline_queue.swap_check import open_swaps
from offline_queue.work_checks import Check, Unfit

_FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    fine: bool
    words: str


class Doctor:
    """Looks; changes nothing that lasts."""

    def __init__(self, station: Station, clock: Clock) -> None:
        self._station = station
        self._clock = clock

    def examine(self) -> tuple[Finding, ...]:
        checks: tuple[tuple[str, Callable[[], str]], ...] = (
            ("clock", self._time), ("enrolment", self._enrolment), ("key", self._key),
            ("certificate", self._work(work_checks.certificate)), ("disk", self._disk), ("swap", self._swap),
            ("line settings", self._work(work_checks.line_settings)), ("agent", self._work(work_checks.agent)),
            ("queue", self._queue), ("reserve", self._work(work_checks.reserve)),
            ("quarantine", self._work(work_checks.quarantine)), ("attention", self._work(work_checks.attention)),
            ("neighbours", self._work(work_checks.relays)), ("platform", self._platform),
        )  # fmt: skip
        findings = []
        for subject, check in checks:
            try:
                findings.append(Finding(subject, fine=True, words=check()))
            except (Failure, OSError, Unfit) as trouble:
                findings.append(Finding(subject, fine=False, words=str(trouble)))
        return tuple(findings)

    def _work(self, check: Check) -> Callable[[], str]:
        return lambda: check(self._station, self._clock)

    def _time(self) -> str:
        now, check = self._clock.now(), ClockCheck(self._station.clock_file, self._clock)
        ahead = check.ahead()
        words = now.isoformat(timespec="seconds")
        words += ", not compared with the platform's" if ahead is None else f", {ahead:+.1f} s beside the platform's"
        if check.confidence(now) == "implausible":
            raise Failure(FailureCode.CLOCK_IMPLAUSIBLE, words)
        return words

    def _enrolment(self) -> str:
        enrolment = self._station.enrolment()
        return f"{enrolment.kind} {enrolment.device_no} at {enrolment.node.code}, {enrolment.url}"

    def _key(self) -> str:
        mode = self._station.device_key.stat().st_mode & 0o777
        if mode & 0o077:
            raise PermissionError(f"{self._station.device_key.name} may be read by others: mode {mode:o}")
        return f"mode {mode:o}"

    def _disk(self) -> str:
        free = shutil.disk_usage(self._station.root).free
        if free < _FREE_BYTES:
            raise OSError(errno.ENOSPC, f"only {free >> 20} MB free")
        probe = self._station.root / f"doctor-{os.getpid()}"
        write_durably(probe, b"doctor")
        probe.unlink()
        return f"{free >> 20} MB free, a durable write works"

    def _swap(self) -> str:
        if found := open_swaps():
            raise PermissionError(
                f"memory may be written to the disk in clear: {', '.join(found)}; swapoff, or encrypt it"
            )
        return "nothing of the memory reaches a disk in clear"

    def _queue(self) -> str:
        """Looks only: a database that is not there yet is not made here."""
        if not self._station.database.exists():
            return "no database yet: nothing was ever kept here"
        with contextlib.closing(Store.open(self._station.database)) as store:
            store.check()
        return "database whole"

    def _platform(self) -> str:
        enrolment = self._station.enrolment()
        with contextlib.closing(Transport.for_station(self._station, enrolment.url, 10.0)) as transport:
            try:
                pong = ping(transport, enrolment.verification_keys, self._clock)
            except NotThePlatform as failure:
                raise PortalProbe(enrolment.url, self._clock).name(failure) from failure
        return f"signed answer in {pong.milliseconds:.0f} ms, our clock {pong.clock_ahead:+.1f} s beside its"
