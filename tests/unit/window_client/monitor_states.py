"""At least one sample of every state and event of the sync monitor."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import window_samples as samples

from domain.failures import FailureCode
from domain.text import text
from offline_queue.limits import Forecast
from offline_queue.projection import EntryView, QueueSummary
from window_client.journeys.monitor import flow

NOW = samples.NOW
DOWN = FailureCode["PLATFORM_UNREACHABLE"]


def entry(number: int, state: str, **facts: Any) -> EntryView:
    whole = EntryView(
        case_id=samples.case_id(number), submission_id=samples.case_id(number),
        temporary_no=f"L33020300012611210001{number:02}", official_no="", state=state,
        handed_in_at=NOW - timedelta(minutes=7 * number), boot_id="b", clock_confidence="trusted", attempts=0,
        last_try_at=None, cause=None, next_try_at=None, bytes_total=2_400_000 * number, bytes_sent=0,
    )  # fmt: skip
    return replace(whole, **facts)


ENTRIES = (
    entry(1, "confirmed", official_no="33020320261121000001X", last_try_at=NOW),
    entry(2, "sending", bytes_sent=1_900_000, last_try_at=NOW),
    entry(3, "waiting"),
    entry(4, "waiting", attempts=3, last_try_at=NOW - timedelta(minutes=2), cause=DOWN,
          next_try_at=NOW + timedelta(minutes=4)),
    entry(5, "unknown", attempts=1, last_try_at=NOW, cause=DOWN, next_try_at=NOW),
    entry(6, "needs_attention", attempts=1, last_try_at=NOW, cause=FailureCode["MANIFEST_INVALID"]),
)  # fmt: skip
SUMMARY = QueueSummary(
    3, 1, NOW, connected=False, last_contact=NOW - timedelta(minutes=25), latency_ms=None,
    cause=FailureCode["PLATFORM_CAPTIVE_PORTAL"],
)  # fmt: skip
QUEUE = flow.Queue(ENTRIES, SUMMARY, Forecast(9 << 30, 20 << 20, 3100, 221.0))
VIEW = flow.View(QUEUE, ENTRIES[3].submission_id)
STATES: tuple[flow.State, ...] = (
    flow.Watching(),
    flow.Watching(VIEW),
    flow.Watching(replace(VIEW, told=text("window_monitor.exported", n=4))),
    flow.Working(replace(VIEW, trouble=DOWN)),
    flow.Asking(VIEW),
)
EVENTS: tuple[flow.Event, ...] = (
    flow.LookAsked(), flow.Arrived(QUEUE), flow.LookFailed(DOWN), flow.Selected(ENTRIES[0].submission_id),
    flow.SendAsked(), flow.RetryAllAsked(), flow.CourierAsked("export", Path("drive")),
    flow.Done(text("window_monitor.asked")), flow.WorkFailed(DOWN), flow.LeaveAsked(),
)  # fmt: skip
MONITOR = (flow.TABLE, STATES, EVENTS)
