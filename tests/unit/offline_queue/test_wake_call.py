"""Who commits calls the agent of the same folder, and nobody else's; nothing rests on it."""

import contextlib
import logging
import threading

import pytest
from queue_kit import hand_in

from offline_queue.sync_loop import Crew, Tried
from offline_queue.wake_call import WakeCalls, call_agent

LONG_ENOUGH = 10.0
"""Seconds a call may take on a busy machine; an agent that is not called waits for minutes here."""


class Heard:
    def __init__(self):
        self._calls = threading.Semaphore(0)

    def __call__(self):
        self._calls.release()

    def one(self):
        return self._calls.acquire(timeout=LONG_ENOUGH)

    def none(self):
        return not self._calls.acquire(blocking=False)


@pytest.fixture
def heard():
    return Heard()


def test_a_hand_in_calls_the_agent_and_a_page_does_not(outbox, station, heard):
    with contextlib.closing(WakeCalls(station.queue, heard)):
        submission_id = hand_in(outbox, pages=1)
        assert heard.one()
        assert heard.none()
        outbox.send_now(submission_id)
        assert heard.one()


def test_it_calls_only_the_agent_of_its_own_folder(tmp_path, heard):
    neighbour = Heard()
    with (
        contextlib.closing(WakeCalls(tmp_path / "a", heard)),
        contextlib.closing(WakeCalls(tmp_path / "b", neighbour)),
    ):
        call_agent(tmp_path / "a")
        assert heard.one()
        assert neighbour.none()


def test_without_an_agent_nobody_waits_and_nothing_fails(tmp_path, heard):
    call_agent(tmp_path)
    WakeCalls(tmp_path, heard).close()
    call_agent(tmp_path)
    assert heard.none()


def test_an_agent_that_does_not_listen_fast_enough_holds_nobody_up(tmp_path):
    slow, goes_on = threading.Event(), threading.Event()

    def hang():
        slow.set()
        goes_on.wait(LONG_ENOUGH)

    with contextlib.closing(WakeCalls(tmp_path, hang)):
        for _ in range(2000):
            call_agent(tmp_path)
        assert slow.wait(LONG_ENOUGH)
        goes_on.set()


def test_where_somebody_has_its_name_the_agent_goes_on_and_says_so(tmp_path, heard, caplog):
    with contextlib.closing(WakeCalls(tmp_path, heard)), caplog.at_level(logging.WARNING):
        WakeCalls(tmp_path, heard).close()
        assert "nobody can call this agent" in caplog.text
        call_agent(tmp_path)
        assert heard.one()


def test_a_call_ends_the_wait_of_the_loop_and_a_call_beforehand_the_next(tmp_path):
    crew, turns = Crew(lambda _: Tried(), 1), Heard()

    def loop():
        for _ in range(2):
            crew.wait(600.0)
            turns()

    crew.wake()
    threading.Thread(target=loop, daemon=True).start()
    assert turns.one()
    crew.wake()
    assert turns.one()
    assert crew.ended() == []
