"""What can be told of this terminal without anybody's help: devices, line, queue, disk, clock."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Protocol

from devices.events import Condition, DeviceStatus
from domain.clock import CHINA
from domain.failures import text_key
from domain.text import Say, text
from kiosk.composition.sheet_words import sheet_points
from kiosk.composition.stock import stock_of, stock_points
from kiosk.composition.supply import Supply
from kiosk.journeys.maintenance.flow import Point
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.limits import Forecast
from offline_queue.projection import QueueSummary
from offline_queue.station import Station
from offline_queue.station_certificate import RENEW_BEFORE, certificate_end
from qt_edge.background_jobs import Ok, Outcome

DAILY_AT = time(7, 30)
"""In China."""
_MB = 1 << 20
_CLOCK = {"synchronised": "fine", "unsynchronised": "unchecked", "implausible": "lost"}


class Queue(Protocol):
    """:class:`offline_queue.projection.Projection`; every call looks at the disk."""

    def summary(self) -> QueueSummary: ...
    def forecast(self) -> Forecast: ...
    def clock_confidence(self) -> str: ...


def look_around(
    statuses: Mapping[str, DeviceStatus], queue: Queue, station: Station, now: datetime
) -> tuple[Point, ...]:
    """Raises STORE_*."""
    seen = points_of(statuses, queue.summary(), queue.forecast(), queue.clock_confidence())
    return (*seen, certificate_point(certificate_end(station), now))


def certificate_point(end: datetime | None, now: datetime) -> Point:
    """Told a month before it ends."""
    subject = text("maintenance_renewal.certificate")
    if end is None:
        return Point(subject, text("maintenance_renewal.certificate_unreadable"), fine=False)
    words = text("maintenance_renewal.certificate_until", day=f"{end.astimezone(CHINA):%Y-%m-%d}")
    return Point(subject, words, fine=end - now > RENEW_BEFORE)


def points_of(
    statuses: Mapping[str, DeviceStatus], summary: QueueSummary, room: Forecast, confidence: str
) -> tuple[Point, ...]:
    """``confidence``: of the clock, as ``Projection.clock_confidence``."""
    devices = tuple(
        Point(
            text(f"device_kind.{status.kind}"),
            text(f"device_condition.{status.condition.name.lower()}"),
            fine=status.condition in (Condition.READY, Condition.BUSY, Condition.WARMING_UP),
        )
        for status in statuses.values()
    )
    waiting, stuck = summary.waiting, summary.needs_attention
    return (
        *devices,
        _line_point(summary),
        Point(text("maintenance.queue"), text("maintenance.queue_is", n=waiting, stuck=stuck), fine=not stuck),
        _room_point(room),
        Point(text("maintenance.clock"), text(f"maintenance.clock_{_CLOCK[confidence]}"),
              fine=confidence != "implausible"),
    )  # fmt: skip


def _room_point(room: Forecast) -> Point:
    """Used up, with what can be done: this screen has no export."""
    free, cases = room.free_bytes // _MB, room.room_for_cases
    words = text("maintenance.disk_is", mb=free, n=cases) if cases else text("maintenance_room.used_up", mb=free)
    return Point(text("maintenance.disk"), words, fine=cases > 0)


def _line_point(summary: QueueSummary) -> Point:
    if summary.cause is not None:
        subject = text("maintenance.line_because", code=summary.cause.value)
        return Point(subject, text(text_key(summary.cause)), fine=False)
    words = {True: "line_good", False: "line_gone", None: "line_unknown"}[summary.connected]
    return Point(text("maintenance.line"), text(f"maintenance.{words}"), fine=bool(summary.connected))


def is_due(now: datetime, last: date | None) -> bool:
    """Once a day, from half past seven on: also late, on a terminal that was switched on at noon."""
    local = now.astimezone(CHINA)
    return local.time() >= DAILY_AT and last != local.date()


class SelfTestReport:
    """``maintenance/self-test.json`` of the state folder: the last one, replaced whole. Calls block on the disk."""

    def __init__(self, station: Station) -> None:
        self._path = station.root / "maintenance" / "self-test.json"

    def day(self) -> date | None:
        """In China; ``None``: none was made yet, or it cannot be read."""
        try:
            made = json.loads(self._path.read_text(encoding="utf-8"))["at"]
            return datetime.fromisoformat(made).astimezone(CHINA).date()
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, at: datetime, points: tuple[Point, ...], say: Say) -> None:
        """Raises STORE_*."""
        make_folder(self._path.parent)
        rows = [{"subject": say(point.subject), "fine": point.fine, "words": say(point.words)} for point in points]
        report = {"at": at.isoformat(), "fine": all(point.fine for point in points), "points": rows}
        write_durably(self._path, json.dumps(report, ensure_ascii=False, indent=1).encode())


class DailySelfTest:
    """Asked once a second while the home screen is in sight; at most one test is under way."""

    def __init__(self, supply: Supply, station: Station, say: Say) -> None:
        self._supply = supply
        self._station = station
        self._report = SelfTestReport(station)
        self._say = say
        self._last: date | None = None
        self._running = False

    def tick(self, now: datetime) -> None:
        if self._running or not is_due(now, self._last):
            return
        self._running = True
        statuses = self._supply.devices.manager.statuses()
        self._supply.storage.run(lambda: self._test(now, statuses), self._on_tested)

    def _test(self, now: datetime, statuses: Mapping[str, DeviceStatus]) -> date:
        """On the storage worker. The visit before may have tested already."""
        if is_due(now, self._report.day()):
            upkeep = self._supply.bench.upkeep
            points = look_around(statuses, self._supply.projection, self._station, now)
            stock = stock_of(upkeep.counters.read(), upkeep.settings)
            sheet = sheet_points(upkeep.sheets.read())
            self._report.write(now, (*points, *sheet, *stock_points(stock)), self._say)
        return now.astimezone(CHINA).date()

    def _on_tested(self, outcome: Outcome[date]) -> None:
        """A disk that cannot be written is told by the home screen; tried again tomorrow, or by the next visit."""
        self._running = False
        self._last = outcome.value if isinstance(outcome, Ok) else self._supply.bench.today()
