"""The thread itself: order of commands, a bug it outlives, a quick end."""

import logging
import queue
import threading

import pytest

from devices.worker_thread import WorkerThread


class Recorder:
    """A duty that writes down what it is told and by which thread."""

    def __init__(self) -> None:
        self.heard: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.threads: set[str] = set()
        self.interrupted = threading.Event()

    def turn(self) -> float:
        self.threads.add(threading.current_thread().name)
        return 30.0

    def obey(self, command: object) -> None:
        self.threads.add(threading.current_thread().name)
        if command == "bug":
            raise ValueError("330203190001010013")
        if command == "hang":
            self.heard.put("hanging")
            self.interrupted.wait(10)
            return
        self.heard.put(command)

    def crashed(self) -> None:
        self.heard.put("crashed")

    def end(self) -> None:
        self.heard.put("end")

    def interrupt(self) -> None:
        self.interrupted.set()


def test_commands_in_order_on_its_own_thread() -> None:
    duty = Recorder()
    thread = WorkerThread("device-test", duty)
    thread.start()
    for command in range(5):
        thread.post(command)
    assert [duty.heard.get(timeout=5) for _ in range(5)] == list(range(5))
    thread.ask_to_end()
    assert thread.join(5)
    assert duty.heard.get(timeout=5) == "end"
    assert duty.threads == {"device-test"}


def test_bug_is_logged_without_its_message_and_outlived(caplog: pytest.LogCaptureFixture) -> None:
    duty = Recorder()
    thread = WorkerThread("device-test", duty)
    thread.start()
    with caplog.at_level(logging.DEBUG):
        thread.post("bug")
        thread.post("after")
        assert [duty.heard.get(timeout=5) for _ in range(2)] == ["crashed", "after"]
    thread.ask_to_end()
    assert thread.join(5)
    assert "ValueError" in caplog.text
    assert "330203190001010013" not in caplog.text


def test_end_interrupts_a_call_that_hangs() -> None:
    duty = Recorder()
    thread = WorkerThread("device-test", duty)
    thread.start()
    thread.post("hang")
    assert duty.heard.get(timeout=5) == "hanging"
    thread.post("never obeyed")
    thread.ask_to_end()
    assert thread.join(5)
    assert duty.heard.get(timeout=5) == "end"


def test_end_before_the_start() -> None:
    thread = WorkerThread("device-test", Recorder())
    thread.ask_to_end()
    assert thread.join(0)
