"""The sync monitor's promises: every entry says what it waits for, and a person can push it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import monitor_states as samples
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from domain.clock import SystemClock, SystemIds
from domain.flow.machine import Machine
from offline_queue.limits import Forecast
from window_client.journeys.monitor import flow
from window_client.journeys.monitor.presenter import present
from window_client.journeys.monitor.screen import MonitorScreen
from window_client.shell.means import Means, SessionToken
from window_client.shell.monitor_runner import MonitorRunner

SAY = Texts("zh")


def run(state: flow.State, *events: flow.Event) -> tuple[flow.State, tuple[flow.Effect, ...]]:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, state)
    effects: tuple[flow.Effect, ...] = ()
    for event in events:
        effects = machine.feed(event)
    return machine.state, effects


def rows() -> dict[str, tuple[str, str, str]]:
    """State, cause, next try, by the sample's state."""
    shown = present(flow.Watching(samples.VIEW), samples.NOW).rows
    words = [(SAY(row.state), SAY(row.cause) if row.cause else "", SAY(row.next_try) if row.next_try else "")
             for row in shown]  # fmt: skip
    return {row.submission_id: said for row, said in zip(shown, words, strict=True)}


def test_what_needs_a_person_stands_first_and_what_is_delivered_last() -> None:
    shown = [row.state_name for row in present(flow.Watching(samples.VIEW), samples.NOW).rows]
    assert (shown[0], shown[-1]) == ("needs_attention", "confirmed")


def test_nothing_is_ever_only_being_sent() -> None:
    """Either a share, or when it is tried next; and why not yet, once a try has failed."""
    for entry in samples.ENTRIES[1:]:
        state, cause, following = rows()[entry.submission_id]
        assert following or "%" in state
        assert bool(cause) == (entry.cause is not None)


def test_the_share_that_is_sent_is_what_the_platform_holds() -> None:
    assert rows()[samples.ENTRIES[1].submission_id][0] == "正在发送 39%"


@pytest.mark.parametrize(
    ("hours", "words"), [(None, "约可再存 3100 件"), (5.2, "约 5 小时后写满"), (221.0, "约 9 天后写满")]
)
def test_the_disk_is_forecast_in_words(hours: float | None, words: str) -> None:
    queue = replace(samples.QUEUE, forecast=Forecast(9 << 30, 1, 3100, hours))
    shown = present(flow.Watching(replace(samples.VIEW, queue=queue)), samples.NOW).forecast
    assert shown is not None
    assert words in SAY(shown)


def test_a_line_that_is_gone_tells_why_in_the_words_of_the_failure() -> None:
    props = present(flow.Watching(samples.VIEW), samples.NOW)
    assert props.cause is not None
    assert "网络要求先登录" in SAY(props.cause)
    assert "线路中断（N103）" in SAY(props.line)
    back = replace(samples.SUMMARY, connected=True, cause=None)
    props = present(flow.Watching(replace(samples.VIEW, queue=replace(samples.QUEUE, summary=back))), samples.NOW)
    assert (props.cause, "线路正常" in SAY(props.line)) == (None, True)


def test_why_the_selected_one_is_not_delivered_stands_whole_below() -> None:
    said = " ".join(SAY(part) for part in present(flow.Watching(samples.VIEW), samples.NOW).why)
    assert samples.ENTRIES[3].temporary_no in said
    assert "N101" in said
    assert "现在连接不上受理平台" in said
    delivered = replace(samples.VIEW, selected=samples.ENTRIES[0].submission_id)
    assert present(flow.Watching(delivered), samples.NOW).why == ()


def test_send_now_asks_for_the_selected_entry_once() -> None:
    state, effects = run(flow.Watching(samples.VIEW), flow.SendAsked())
    assert effects == (flow.SendNow(samples.VIEW.selected),)
    assert isinstance(state, flow.Working)
    assert (flow.Working, flow.SendAsked) not in flow.TABLE


def test_what_is_delivered_is_not_sent_again() -> None:
    state, effects = run(flow.Watching(samples.VIEW), flow.Selected(samples.ENTRIES[0].submission_id), flow.SendAsked())
    assert effects == ()
    assert state.view.told is not None


def test_all_that_need_a_person_try_again_after_a_yes() -> None:
    state, effects = run(flow.Watching(samples.VIEW), flow.RetryAllAsked())
    assert (type(state), effects) == (flow.Asking, ())
    shown = present(state, samples.NOW)
    assert shown.question is not None
    assert "1 件" in SAY(shown.question)
    state, effects = run(state, flow.Arrived(samples.QUEUE), flow.SendAsked())
    assert (type(state), effects) == (flow.Working, (flow.RetryAll(),))


def test_a_no_changes_nothing_and_stays_here() -> None:
    state, effects = run(flow.Asking(samples.VIEW), flow.LeaveAsked())
    assert (state, effects) == (flow.Watching(samples.VIEW), ())


def test_where_nothing_needs_a_person_nothing_is_asked() -> None:
    view = replace(samples.VIEW, queue=replace(samples.QUEUE, entries=samples.ENTRIES[:5]))
    state, effects = run(flow.Watching(view), flow.RetryAllAsked())
    assert (type(state), effects) == (flow.Watching, ())
    assert state.view.told is not None
    assert present(state, samples.NOW).retry_all is None


def test_an_export_tells_its_outcome_and_looks_again() -> None:
    state, effects = run(flow.Watching(samples.VIEW), flow.CourierAsked("export", Path("drive")))
    assert effects == (flow.Courier("export", Path("drive")),)
    state, effects = run(state, flow.WorkFailed(samples.DOWN))
    assert (state.view.trouble, effects) == (samples.DOWN, (flow.Look(),))


def test_the_selection_stays_with_its_entry() -> None:
    later = replace(samples.QUEUE, entries=tuple(reversed(samples.ENTRIES)))
    state, _ = run(flow.Watching(samples.VIEW), flow.Arrived(later))
    assert state.view.selected == samples.VIEW.selected
    gone = replace(samples.QUEUE, entries=samples.ENTRIES[:1])
    state, _ = run(state, flow.Arrived(gone))
    assert state.view.selected == samples.ENTRIES[0].submission_id


def test_a_try_that_is_due_waits_for_its_turn() -> None:
    entry = replace(samples.ENTRIES[3], next_try_at=samples.NOW - timedelta(seconds=1))
    queue = replace(samples.QUEUE, entries=(entry,))
    (row,) = present(flow.Watching(flow.View(queue)), samples.NOW).rows
    assert row.next_try is not None
    assert SAY(row.next_try) == "轮到即发"


class Pile:
    """A queue of which only the bulk is asked."""

    def __init__(self) -> None:
        self.retried = 0

    def look(self) -> flow.Queue:
        return samples.QUEUE

    def retry_all(self) -> int:
        self.retried += 1
        return 1


def test_by_keys_all_try_again_only_after_a_yes(qtbot: QtBot) -> None:
    clock, pile, screen = SystemClock(), Pile(), MonitorScreen(SAY)
    runner = MonitorRunner(screen, pile, Means(SAY, clock, SystemIds(clock), SessionToken()))  # type: ignore[arg-type]
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow, timeout=5000)
    runner.open()
    try:
        again = screen.findChild(QPushButton, "monitor.retry_all")
        assert again is not None
        qtbot.waitUntil(again.isVisible, timeout=5000)
        for key in (Qt.Key.Key_F7, Qt.Key.Key_Escape, Qt.Key.Key_F7, Qt.Key.Key_F9):
            assert pile.retried == 0
            qtbot.keyClick(screen, key)
        told = screen.findChild(QLabel, "monitor.told")
        assert told is not None
        qtbot.waitUntil(lambda: "重新发送 1 件" in told.text(), timeout=5000)
        assert pile.retried == 1
    finally:
        runner.stop()
