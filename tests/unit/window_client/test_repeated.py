"""The same applicant with the same item again: noticed from marks that name nobody, and explained."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import counter_states as samples
import pytest
from test_counter_flow import run
from test_work_vault import enrolled
from window_samples import case_id

from window_client.draft.application import ItemAdded, RepeatExplained
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.check import hindrance
from window_client.journeys.counter.presenter import present
from window_client.journeys.counter.presenter.check import CheckProps
from window_client.shell.hand_in_history import KEPT, HandInHistory

PERSON = "31 330203190001010013"
AGAIN = replace(samples.SIGNED, earlier=(samples.EARLIER,))


class Wall:
    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 21, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def history(tmp_path: Path, wall: Wall) -> HandInHistory:
    return HandInHistory(enrolled(tmp_path), wall)


def test_the_same_person_and_item_are_found_the_latest_first(history: HandInHistory) -> None:
    for number, item in enumerate(("DEMO-010", "DEMO-016", "DEMO-010")):
        history.note(PERSON, item, case_id(number))
    history.note("31 11010519491231002X", "DEMO-010", case_id(9))
    assert history.of(PERSON, "DEMO-010") == (case_id(2), case_id(0))
    assert history.of(PERSON, "DEMO-042") == ()


def test_it_is_noted_once_and_forgotten_in_time(history: HandInHistory, wall: Wall) -> None:
    history.note(PERSON, "DEMO-010", case_id(1))
    history.note(PERSON, "DEMO-010", case_id(1))
    assert history.of(PERSON, "DEMO-010") == (case_id(1),)
    wall.wall += KEPT + timedelta(seconds=1)
    assert history.of(PERSON, "DEMO-010") == ()


def test_what_is_too_old_leaves_the_disk_with_the_next(history: HandInHistory, wall: Wall, tmp_path: Path) -> None:
    history.note(PERSON, "DEMO-010", case_id(1))
    wall.wall += KEPT + timedelta(seconds=1)
    history.note(PERSON, "DEMO-010", case_id(2))
    assert case_id(1) not in (tmp_path / "desk" / "recent").read_text()


def test_the_file_names_nobody_and_tells_nobody_apart(history: HandInHistory, tmp_path: Path, wall: Wall) -> None:
    for number in (1, 2):
        history.note(PERSON, "DEMO-010", case_id(number))
    file = tmp_path / "desk" / "recent"
    words = file.read_text()
    assert "330203190001010013" not in words
    assert "DEMO-010" not in words
    marks = [line.split('"mark":"')[1] for line in words.splitlines()]
    assert marks[0] != marks[1]
    other = HandInHistory(enrolled(tmp_path, b"another device"), wall)
    assert other.of(PERSON, "DEMO-010") == ()


def test_a_damaged_line_costs_only_itself(history: HandInHistory, tmp_path: Path) -> None:
    for number in (1, 2):
        history.note(PERSON, "DEMO-010", case_id(number))
    file = tmp_path / "desk" / "recent"
    file.write_bytes(b"torn \xff{\n" + file.read_bytes()[10:])
    assert history.of(PERSON, "DEMO-010") == (case_id(2),)


def test_a_repeated_hand_in_waits_for_its_reason() -> None:
    state, effects = run(flow.Check(AGAIN), on.CommitAsked())
    assert isinstance(state, flow.Check)
    assert state.problem is not None
    assert (state.problem.key, effects) == ("counter_repeat.reason_missing", ())
    state, effects = run(state, on.RepeatReasoned("  另一件事  "))
    assert effects == (on.Note(RepeatExplained("另一件事")),)
    assert hindrance(state.desk) is None
    state, effects = run(state, on.RepeatReasoned(" "))
    assert hindrance(state.desk) is not None


def test_the_reason_leaves_the_signature_and_another_item_asks_anew() -> None:
    signed = AGAIN.after(RepeatExplained("另一件事"))
    assert signed.application.signature is not None
    assert signed.after(ItemAdded(replace(samples.ITEM, code="DEMO-016"))).application.repeat_reason == ""


def test_what_was_handed_in_before_is_in_sight_at_every_step() -> None:
    for state in (flow.Reception(AGAIN), flow.Form(AGAIN), flow.Paper(AGAIN), flow.Check(AGAIN)):
        (words,) = present(state).repeats
        assert words.values["number"] == samples.EARLIER.temporary_no
    step = present(flow.Check(AGAIN)).step
    assert isinstance(step, CheckProps)
    assert step.repeat_reason == ""
    step = present(flow.Check(samples.SIGNED)).step
    assert isinstance(step, CheckProps)
    assert step.repeat_reason is None
