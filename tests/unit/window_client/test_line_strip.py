"""The line in words: since when it is gone, what waits, how long the disk lasts, which legal day comes first."""

from dataclasses import replace
from datetime import timedelta

import line_states as samples
import pytest

from assets.texts import Texts
from assets.workdays import workdays
from domain.flow.machine import Machine
from window_client.journeys.line import flow
from window_client.journeys.line.presenter import LineProps, present

SAY = Texts("zh")


def shown(state: flow.State) -> LineProps:
    return present(state, samples.NOW, workdays())


def words(state: flow.State) -> str:
    props = shown(state)
    return " ".join(SAY(one) for one in (props.title, *props.facts, *((props.deadline,) if props.deadline else ())))


def after(state: flow.State, *events: flow.Event) -> flow.State:
    machine: Machine[flow.State, flow.Event, None] = Machine(flow.TABLE, state)
    for event in events:
        machine.feed(event)
    return machine.state


def test_a_lost_line_says_since_when_what_waits_and_how_long_it_lasts() -> None:
    said = words(flow.Down(samples.LOST, samples.AWAY))
    assert f"自 {samples.LOST + timedelta(hours=8):%H:%M} 起" in said
    assert "已 25 分钟" in said
    assert "待送达 3 件（21.0 MB）" in said
    assert "代邻站保管 2 件" in said
    assert "约 9 天后写满" in said


def test_why_it_is_gone_is_told_while_it_is_gone() -> None:
    gone = shown(flow.Down(samples.LOST, samples.AWAY))
    assert gone.cause is not None
    assert "网络要求先登录" in SAY(gone.cause)
    assert "原因代码 N103" in words(flow.Down(samples.LOST, samples.AWAY))
    back = shown(flow.Up(samples.AWAY))
    assert (back.cause, "N103" in words(flow.Up(samples.AWAY))) == (None, False)


@pytest.mark.parametrize(("span", "said"), [({"hours": 3}, "已 3 小时"), ({"days": 4}, "已 4 天")])
def test_a_long_time_is_told_in_its_own_measure(span: dict[str, int], said: str) -> None:
    assert said in words(flow.Down(samples.NOW - timedelta(**span)))


def test_the_legal_period_runs_from_the_oldest_hand_in_over_working_days() -> None:
    """Friday 13 February 2026: the Spring Festival of 15 to 23 February counts no day, Saturday 14 is worked."""
    friday = samples.NOW.replace(year=2026, month=2, day=13)
    outlook = replace(samples.AWAY, summary=replace(samples.GONE, oldest_handed_in=friday))
    props = present(flow.Down(samples.LOST, outlook), friday, workdays())
    assert props.deadline is not None
    assert SAY(props.deadline) == "待送达件最早受理期限 02-27"
    assert not props.is_urgent
    props = present(flow.Down(samples.LOST, outlook), friday + timedelta(days=15), workdays())
    assert props.deadline is not None
    assert "已过" in SAY(props.deadline)
    assert props.is_urgent


def test_nothing_that_waits_has_no_day() -> None:
    assert shown(flow.Up(samples.AT_HOME)).deadline is None
    assert "没有待送达的件" in words(flow.Up(samples.AT_HOME))


def test_a_window_that_starts_without_a_line_believes_the_agent_since_when() -> None:
    state = after(flow.Unheard(), flow.Looked(samples.AWAY))
    assert state == flow.Down(samples.LOST, samples.AWAY)
    assert after(flow.Unheard(), flow.Silent(samples.NOW), flow.Looked(samples.AWAY)) == state


def test_without_an_agent_the_first_silence_counts() -> None:
    nobody = replace(samples.AWAY, summary=replace(samples.GONE, connected=None, last_contact=None))
    state = after(flow.Up(), flow.Silent(samples.NOW), flow.Looked(nobody))
    assert state == flow.Down(samples.NOW, nobody)


def test_an_answer_ends_it_whatever_the_agent_said() -> None:
    assert isinstance(after(flow.Down(samples.LOST, samples.AWAY), flow.Answered()), flow.Up)


def test_behind_the_lock_the_agents_word_counts_again() -> None:
    assert isinstance(after(flow.Up(samples.AT_HOME), flow.Deserted(), flow.Looked(samples.AWAY)), flow.Down)


def test_before_anybody_heard_anything_nothing_is_claimed() -> None:
    assert not shown(flow.Unheard()).is_known
    assert not shown(flow.Unheard()).is_down
    assert shown(flow.Unheard(samples.AT_HOME)).is_known
