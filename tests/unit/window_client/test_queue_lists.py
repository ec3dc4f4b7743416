"""The clerk reads who waits and who has an appointment today, beside the next number."""

from dataclasses import replace
from datetime import UTC, datetime

import window_samples as samples
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from domain.contract.queue_calls import QueueEntry, SlotToday
from domain.text import text
from window_client.journeys.calls.flow import Shown
from window_client.journeys.calls.presenter import CallsProps, present
from window_client.journeys.calls.screen import CallStrip

TAKEN = datetime(2026, 3, 5, 1, 12, tzinfo=UTC)


def props() -> CallsProps:
    waiting = (
        QueueEntry(number="A007", state="waiting", taken_at=TAKEN),
        QueueEntry(number="A008", state="held", place="0001", taken_at=TAKEN),
        QueueEntry(number="A009", state="waiting", place="0002", taken_at=TAKEN),
    )
    slots = (SlotToday(begins="09:30", expected=3), SlotToday(begins="14:00", expected=1))
    made = present(Shown(samples.queue_board().model_copy(update={"others": waiting, "appointments": slots})))
    assert made is not None
    return made


def listed(strip: CallStrip, name: str) -> list[str]:
    return [action.text() for action in strip.findChild(QMenu, name).actions()]


def test_who_waits_stands_with_the_time_in_china_and_where_they_were_sent() -> None:
    assert props().queue == (
        text("window_queue.waits", number="A007", since="09:12"),
        text("window_queue.sent", number="A009", since="09:12", place="0002"),
    )
    assert props().waiting == text("window_calls.waiting", count="2")


def test_the_lists_are_read_under_the_button(qtbot: QtBot) -> None:
    strip = CallStrip(Texts("zh"))
    qtbot.addWidget(strip)
    strip.present(props(), "Shown")
    assert listed(strip, "calls.queue") == ["A007　09:12 取号", "A009　09:12 取号，转至窗口 0002"]
    assert listed(strip, "calls.appointments") == ["09:30　3 人", "14:00　1 人"]
    strip.present(replace(props(), queue=(), appointments=()), "Shown")
    assert not strip.findChild(QMenu, "calls.queue").isEnabled()
    assert not strip.findChild(QMenu, "calls.appointments").isEnabled()
