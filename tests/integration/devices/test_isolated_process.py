"""A real child process: answers, crash, nonsense, silence, and nothing left behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from devices.isolated_process import ChildDied, ChildHung, IsolatedProcess
from devices.pipe_frames import Frame
from devices.processor_queue import seconds_queued

BUSY = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
while True:
    pass
"""


@pytest.fixture
def child() -> Iterator[IsolatedProcess]:
    path = os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parents[3])))
    started = IsolatedProcess("child_that_obeys", [], {"PYTHONPATH": path})
    assert started.receive(20).head == {"ready": True}
    yield started
    started.end()
    assert not psutil.pid_exists(started.pid)


def test_large_answers_come_whole(child: IsolatedProcess) -> None:
    data = os.urandom(3_000_000)
    child.send(Frame({"do": "echo"}, data))
    answer = child.receive(10)
    assert (answer.head, answer.body) == ({"called": False}, data)


@pytest.mark.parametrize("order", ["crash", "babble"])
def test_crash_and_nonsense_are_the_end(child: IsolatedProcess, order: str) -> None:
    child.send(Frame({"do": order}))
    with pytest.raises(ChildDied):
        child.receive(10)
    with pytest.raises(ChildDied):
        child.send(Frame({"do": "echo"}))


def test_silence_is_noticed(child: IsolatedProcess) -> None:
    child.send(Frame({"do": "silence"}))
    with pytest.raises(ChildHung):
        child.receive(0.05)


def test_a_crowded_machine_is_no_silence(child: IsolatedProcess) -> None:
    """Ten programs want the processor of a child whose work of 0.1 s is given 0.3 s."""
    os.sched_setaffinity(child.pid, {min(os.sched_getaffinity(0))})
    crowd = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(10)]
    try:
        child.send(Frame({"do": "work"}))
        assert child.receive(0.3).head == {"worked": True}
        assert seconds_queued(child.pid) > 0.1
        child.send(Frame({"do": "silence"}))
        with pytest.raises(ChildHung):
            child.receive(0.05)
    finally:
        for program in crowd:
            program.kill()
            program.wait()


def test_stopped_child_can_be_killed_from_another_thread(child: IsolatedProcess) -> None:
    os.kill(child.pid, signal.SIGSTOP)
    killer = threading.Timer(0.05, child.kill)
    killer.start()
    with pytest.raises(ChildDied):
        child.receive(10)
    killer.join()


def test_child_that_is_hung_up_on_ends_by_itself(child: IsolatedProcess) -> None:
    child.end(patience=10)
    assert not psutil.pid_exists(child.pid)
