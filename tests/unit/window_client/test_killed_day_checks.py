"""The checks of the killed day (``benchmarks/window_kills.py``) notice what is gone or different."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import counter_states as states
import pytest

from acceptance_platform.authority import create_authority, load_authority
from acceptance_platform.data_folder import DataFolder
from benchmarks.clerks_day import shown
from benchmarks.window_kills import fits
from benchmarks.window_stick import stick_faults
from offline_queue.courier_folder import PACKET, note
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


def test_a_stick_that_is_not_as_it_was_shown_is_noticed(tmp_path: Path) -> None:
    platform = DataFolder(tmp_path / "platform")
    platform.keys.mkdir(parents=True)
    create_authority(platform, ["127.0.0.1"], datetime.now(UTC))
    authority, stick = load_authority(platform).certificate, tmp_path / "stick"
    stick.mkdir()
    assert not list(stick_faults(stick, 0, authority))
    assert list(stick_faults(stick, 2, authority)) == ["packets: 0 of 2 are on the stick"]
    (stick / f"torn{PACKET}").write_bytes(b"OWP1")
    note(stick, {"event": "exported"})
    note(stick, {"event": "exported"})
    listed = stick / "custody.jsonl"
    listed.write_bytes(listed.read_bytes().replace(b"exported", b"relayed", 1))
    assert [fault.split()[0] for fault in stick_faults(stick, 1, authority)] == ["packet", "line"]
