"""``watch``: every device as kiosk and window run it, and at the end how each has been doing."""

import argparse
import queue
import time
from collections.abc import Iterator

from devices.catalog import DeviceSpec
from devices.events import DeviceEvent, PreviewReady
from devices.health import Health
from devices.manager import DeviceManager
from devices.technician.line import Line
from devices.technician.masked import event_line
from domain.clock import CHINA, SystemClock


def watch(specs: list[DeviceSpec], arguments: argparse.Namespace) -> Iterator[Line]:
    """Pull plugs, lay cards, present codes: each is told as it happens. Ends after ``--seconds`` or with Ctrl+C."""
    told: queue.SimpleQueue[DeviceEvent] = queue.SimpleQueue()
    manager = DeviceManager(specs, told.put, SystemClock())
    manager.start()
    try:
        manager.watch_cards(on=True)
        manager.listen_codes(on=True)
        yield from _told(told, time.monotonic() + arguments.seconds)
    except KeyboardInterrupt:
        yield Line("")
    finally:
        health = manager.health()
        manager.stop()
    for name, state in health.items():
        yield _health_line(name, state)


def _told(told: "queue.SimpleQueue[DeviceEvent]", end: float) -> Iterator[Line]:
    while (left := end - time.monotonic()) > 0:
        try:
            event = told.get(timeout=left)
        except queue.Empty:
            return
        if not isinstance(event, PreviewReady):
            yield event_line(event)


def _health_line(name: str, health: Health) -> Line:
    since = health.since.astimezone(CHINA).strftime("%H:%M:%S")
    last = f", last {health.last_failure.value}" if health.last_failure else ""
    counted = f"{health.done} done, {health.failed} failed, {health.losses} lost, {health.troubles} in trouble"
    fields = {
        "id": name,
        "condition": health.condition.value,
        "since": health.since.isoformat(),
        "last_failure": health.last_failure.value if health.last_failure else None,
        "last_failure_at": health.last_failure_at.isoformat() if health.last_failure_at else None,
        "done": health.done,
        "failed": health.failed,
        "losses": health.losses,
        "troubles": health.troubles,
    }
    return Line(f"{name:12} {health.condition.value} since {since}: {counted}{last}", fields)
