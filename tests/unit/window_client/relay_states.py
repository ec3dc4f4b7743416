"""At least one sample of every state and event of the care for neighbours' packets."""

from datetime import timedelta
from pathlib import Path

import window_samples as samples

from domain.failures import FailureCode
from offline_queue.relay_shelf import Handling, Held
from window_client.journeys.relay import flow

NOW = samples.NOW
FULL = FailureCode["STORE_RESERVE_LOW"]
TORN = FailureCode["RELAY_PACKET_INVALID"]
_VILLAGE, _HERE = samples.case_id(901), samples.case_id(902)
_WAY = ("exported", "taken_over", "relayed", "handed_back")


def held(number: int, state: str, steps: int, cause: FailureCode | None = None) -> Held:
    taken = NOW - timedelta(minutes=31 * number)
    events = (*_WAY[:2], "refused") if cause else _WAY[:steps]
    handlings = tuple(
        Handling(taken + timedelta(minutes=40 * (at - 1)), event, _VILLAGE if at == 0 else _HERE)
        for at, event in enumerate(events)
    )
    return Held(samples.case_id(600 + number), f"L33028100020261121000{number:02}", "330281-T02", _VILLAGE, taken,
                1_800_000 * number, state, cause, handlings)  # fmt: skip


SHELF = flow.Shelf((
    held(1, "waiting", 2), held(2, "waiting", 2), held(3, "delivered", 3), held(4, "handed_back", 4),
    held(5, "refused", 3, FailureCode["PACKET_ORIGIN_INVALID"]),
), None, _HERE, {"330281-T02": "余姚市梨洲街道便民服务中心"})  # fmt: skip
TAKEN = flow.Carried("take_over", 2)
NONE = flow.Carried("hand_back", 0)
SOME = flow.Carried("take_over", 1, 1, TORN)
STATES: tuple[flow.State, ...] = (
    flow.Watching(),
    flow.Watching(flow.View(flow.Shelf(()), carried=NONE)),
    flow.Watching(flow.View(SHELF, SHELF.held[2].submission_id, TAKEN)),
    flow.Watching(flow.View(flow.Shelf(SHELF.held, 4), SHELF.held[4].submission_id, SOME)),
    flow.Working(flow.View(SHELF, trouble=FULL)),
)
EVENTS: tuple[flow.Event, ...] = (
    flow.LookAsked(), flow.Arrived(SHELF), flow.Arrived(flow.Shelf(())), flow.Selected(SHELF.held[0].submission_id),
    flow.CarryAsked("take_over", Path("stick")), flow.Done(TAKEN), flow.LookFailed(FULL),
    flow.WorkFailed(FULL), flow.LeaveAsked(),
)  # fmt: skip
RELAY = (flow.TABLE, STATES, EVENTS)
