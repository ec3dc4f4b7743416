"""The checks of the killed day (``benchmarks/window_kills.py``) notice what is gone or different."""

import json
from typing import Any

import counter_states as states
import pytest

from benchmarks.clerks_day import shown
from benchmarks.window_kills import fits
from window_client.draft.application import Change, FieldFilled, ItemRemoved, PaperHandled
from window_client.draft.steps import Checked, Moved, Turned
from window_client.journeys.counter import flow
from window_client.journeys.counter.presenter import present

STEPS: tuple[flow.State, ...] = (flow.Reception(states.FILED), flow.Form(states.FILED), flow.Paper(states.FILED))
SHOWN: dict[str, Any] = json.loads(json.dumps({k: v for step in STEPS for k, v in shown(present(step)).items()}))


def test_what_the_screens_showed_is_recognised() -> None:
    assert set(SHOWN) == {"items", "values", "pages"}
    assert fits(states.FILED, SHOWN)


@pytest.mark.parametrize(
    "change",
    [
        ItemRemoved("DEMO-010"),
        FieldFilled(states.CHOSEN.fields[0].key, "2026-02-1"),
        PaperHandled(Turned(("p1",), 1)),
        PaperHandled(Checked(("p3",), True)),
        PaperHandled(Moved(("p3",), "p1")),
    ],
)
def test_one_key_of_difference_is_noticed(change: Change) -> None:
    assert not fits(states.desk(change, of=states.FILED), SHOWN)


def test_a_page_that_is_gone_is_noticed() -> None:
    assert not fits(states.FILLED, SHOWN)
