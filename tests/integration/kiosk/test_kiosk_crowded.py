"""A visit that gets no processor is slow, not hung: it is asked again, not ended."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from demo.waiting import until
from kiosk import child_process
from kiosk.child_process import Child

BUSY = "while True: pass"
WORKS = """
import sys, time
print("ready", flush=True)
for line in sys.stdin:
    end = time.process_time() + 0.06
    while time.process_time() < end: pass
    print("pong", flush=True)
"""


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    monkeypatch.setattr(child_process, "HUNG_AFTER", 0.3)
    monkeypatch.setattr(child_process, "ASK_EVERY", 0.0)
    child = Child([sys.executable, "-c", WORKS], os.environ)
    while not child.said("ready"):
        child.listen()
    yield child
    child.kill()
    child.end()


def test_a_visit_that_waits_for_a_processor_is_not_taken_for_hung(visit: Child) -> None:
    """Ten programs want the processor of a visit whose answer takes 0.06 s of it."""
    one = {min(os.sched_getaffinity(0))}
    os.sched_setaffinity(visit.pid, one)
    crowd = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(10)]
    try:
        for program in crowd:
            os.sched_setaffinity(program.pid, one)
        asked = time.monotonic()
        visit.ask_whether_alive()
        while not select.select([visit.output_fd], [], [], 0.01)[0]:
            assert not visit.hung
        assert time.monotonic() - asked > child_process.HUNG_AFTER
    finally:
        for program in crowd:
            program.kill()
            program.wait()


def test_a_stopped_visit_is_hung(visit: Child) -> None:
    os.kill(visit.pid, signal.SIGSTOP)
    visit.ask_whether_alive()
    until("it counts as hung", lambda: visit.hung, 5)
