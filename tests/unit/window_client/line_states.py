"""At least one sample of every state and event of the line."""

from dataclasses import replace
from datetime import timedelta

import monitor_states
import window_samples as samples

from offline_queue.limits import Forecast
from window_client.journeys.line import flow

NOW = samples.NOW
LOST = NOW - timedelta(minutes=25)
QUIET = replace(monitor_states.SUMMARY, waiting=0, needs_attention=0, oldest_handed_in=None, connected=True,
                cause=None)  # fmt: skip
GONE = replace(monitor_states.SUMMARY, connected=False, last_contact=LOST, oldest_handed_in=NOW - timedelta(days=1))
ROOM = Forecast(9 << 30, 20 << 20, 3100, 221.0)
AWAY = flow.Outlook(GONE, ROOM, relayed=2)
AT_HOME = flow.Outlook(QUIET, replace(ROOM, backlog_bytes=0, hours_left=None))
STATES: tuple[flow.State, ...] = (
    flow.Unheard(), flow.Unheard(AT_HOME), flow.Up(), flow.Up(AT_HOME), flow.Down(None), flow.Down(LOST, AWAY),
)  # fmt: skip
EVENTS: tuple[flow.Event, ...] = (
    flow.Answered(), flow.Silent(NOW), flow.Looked(AWAY), flow.Looked(AT_HOME), flow.Deserted(),
)  # fmt: skip
LINE = (flow.TABLE, STATES, EVENTS)
