"""At least one sample of every state and event of the work in hand."""

from datetime import timedelta

import window_samples as samples

from domain.failures import FailureCode
from domain.text import text
from window_client.journeys.in_hand import flow

NOW = samples.NOW
MINE = flow.Draft(
    samples.case_id(60), "综窗01", True, "张三", ("医疗费用手工（零星）报销", "高龄津贴申请"), 9,
    NOW - timedelta(minutes=50), NOW - timedelta(minutes=20),
    (text("window_in_hand.form", n=3), text("window_in_hand.papers", names="费用明细清单、诊断证明")),
)  # fmt: skip
OTHER = flow.Draft(
    samples.case_id(61), "综窗02", False, "李四", ("工伤认定申请",), 4, NOW - timedelta(days=1),
    NOW - timedelta(days=1), (),
)  # fmt: skip
HELD = flow.HeldNumber("A017", NOW - timedelta(minutes=35))
VIEW = flow.View((MINE, OTHER, HELD), MINE.id)
OTHERS = flow.View((MINE, OTHER, HELD), OTHER.id)
NUMBER = flow.View((MINE, OTHER, HELD), HELD.id)
FULL = FailureCode["STORE_DISK_FULL"]
STATES: tuple[flow.State, ...] = (
    flow.Listing(),
    flow.Listing(flow.View(())),
    flow.Listing(VIEW),
    flow.Listing(OTHERS),
    flow.Listing(NUMBER),
    flow.Listing(flow.View((MINE,), MINE.id, FULL)),
    flow.Asking(OTHERS, OTHER),
    flow.Taking(OTHERS),
)
EVENTS: tuple[flow.Event, ...] = (
    flow.LookAsked(), flow.Arrived((MINE,)), flow.Failed(FULL), flow.Selected(OTHER.id), flow.OpenAsked(),
    flow.Taken(OTHER.id), flow.Gone(), flow.BackAsked(),
)  # fmt: skip
IN_HAND = (flow.TABLE, STATES, EVENTS)
