"""Neighbours' packets on the screen: where each is, who had it, and what came of a stick."""

import pytest
import relay_states as samples

from assets.texts import Texts
from domain.flow.machine import Machine
from window_client.journeys.relay import flow
from window_client.journeys.relay.presenter import present

SAY = Texts("zh")


def test_every_packet_says_where_it_is_from_and_where_it_stands() -> None:
    rows = present(samples.STATES[2]).rows
    assert [SAY(row.state) for row in rows] == [
        "保管中，有线路即送", "保管中，有线路即送", "已送达，回执待带回", "已送达，回执已带回", "平台未收，请告知邻站",
    ]  # fmt: skip
    assert all(row.origin.startswith("余姚市梨洲街道便民服务中心 · ") for row in rows)
    assert [row.cause is not None for row in rows] == [False, False, False, False, True]


def test_the_chain_of_the_selected_one_tells_each_hand_it_went_through() -> None:
    chain = present(samples.STATES[2]).chain
    assert [SAY(link.event) for link in chain] == ["原站点写入移动盘", "接收保管", "平台签收"]
    assert [SAY(link.by) for link in chain] == ["余姚市梨洲街道便民服务中心", "本站", "本站"]


def test_a_station_the_catalogue_here_does_not_know_is_told_by_its_code() -> None:
    props = present(samples.STATES[3])
    assert props.rows[0].origin.startswith("330281-T02 · ")
    assert SAY(props.chain[1].by).startswith("设备 ")


def test_a_broken_chain_is_told() -> None:
    props = present(samples.STATES[3])
    assert props.broken is not None
    assert "第 4 行" in SAY(props.broken)


@pytest.mark.parametrize(
    ("carried", "told", "trouble"),
    [(samples.TAKEN, "已接收保管 2 件", ""), (samples.NONE, "没有待带回的回执", ""),
     (samples.SOME, "已接收保管 1 件", "来历不明"),
     (flow.Carried("take_over", 0, 1, samples.TORN), "", "来历不明")],
)  # fmt: skip
def test_what_came_of_a_stick(carried: flow.Carried, told: str, trouble: str) -> None:
    props = present(flow.Watching(flow.View(samples.SHELF, carried=carried)))
    assert told in (SAY(props.told) if props.told else "")
    assert bool(props.told) == bool(told)
    assert trouble in (SAY(props.trouble) if props.trouble else "")
    assert bool(props.trouble) == bool(trouble)


def test_one_stick_at_a_time() -> None:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, samples.STATES[2])
    asked = samples.EVENTS[4]
    assert isinstance(asked, flow.CarryAsked)
    assert machine.feed(asked) == (flow.Carry("take_over", asked.stick),)
    assert (flow.Working, flow.CarryAsked) not in flow.TABLE
    assert machine.feed(flow.WorkFailed(samples.FULL)) == (flow.Look(),)
    assert machine.state.view.trouble is samples.FULL


def test_a_look_that_fails_neither_ends_the_work_nor_loses_what_comes_of_it() -> None:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, flow.Working(flow.View(samples.SHELF)))
    assert machine.feed(flow.LookFailed(samples.FULL)) == ()
    assert isinstance(machine.state, flow.Working)
    machine.feed(flow.Done(samples.TAKEN))
    assert machine.state.view.carried is samples.TAKEN


def test_why_a_look_failed_is_told_until_the_next_one_succeeds() -> None:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, flow.Watching(flow.View()))
    machine.feed(flow.LookFailed(samples.FULL))
    assert present(machine.state).trouble is not None
    machine.feed(flow.Arrived(samples.SHELF))
    assert present(machine.state).trouble is None
