"""One child: its words, its end, and that it never outlives this process."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

from devices.processor_queue import seconds_queued

_PDEATHSIG = 1
_CHUNK = 4096
_LONGEST_LINE = 256
ALIVE = "pong"
ASK_EVERY = 2.0
"""Seconds between two questions to a visit whether its event loop runs."""
HUNG_AFTER = float(os.environ.get("ONEWINDOW_HUNG_AFTER", "10"))
"""Seconds without an answer: no step of a visit may hold its event loop as long as that. Those in which the visit
waited for a processor do not count, or a crowded machine would end one visit after the other before it is in sight."""
GRACE = 3.0
"""Seconds a child may take to end when asked."""


def _die_with_parent() -> None:
    # prctl(2) PR_SET_PDEATHSIG; between fork and exec, in a process that has one thread only.
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)


class Child:
    """``output_fd`` is readable when it spoke, ``end_fd`` (a pidfd) when it ended."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.environment = environment
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(environment),
            preexec_fn=_die_with_parent,  # noqa: PLW1509  # one thread only, see kiosk.supervisor
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input = self._process.stdin
        self.output_fd = self._process.stdout.fileno()
        self.end_fd = os.pidfd_open(self._process.pid)
        self._started = time.monotonic()
        self._words: set[str] = set()
        self._told: set[str] = set()
        self._asked_at: float | None = None
        """When the question was put that is not answered yet."""
        self._asked_last = self._started
        self._queued_before = 0.0
        """Seconds it had waited for a processor when that question was put."""
        self._half = b""

    @property
    def pid(self) -> int:
        return self._process.pid

    def lifetime(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    def said(self, word: str) -> bool:
        return word in self._words

    def listen(self) -> bool:
        """Take what it said; false when it will say nothing more."""
        arrived = os.read(self.output_fd, _CHUNK)
        *lines, self._half = (self._half + arrived).split(b"\n")
        self._half = self._half[-_LONGEST_LINE:]
        words = {line.decode("ascii", "replace").strip() for line in lines}
        if ALIVE in words:
            self._asked_at = None
        self._words.update(words - {ALIVE})
        return bool(arrived)

    def tell_once(self, word: str) -> None:
        """A child that is gone is noticed by its end, not here."""
        if word in self._told:
            return
        self._told.add(word)
        self._tell(word)

    def ask_whether_alive(self) -> None:
        """Only its event loop can answer; asked again only after an answer."""
        now = time.monotonic()
        if self._asked_at is None and now - self._asked_last >= ASK_EVERY:
            self._asked_at = self._asked_last = now
            self._queued_before = seconds_queued(self.pid)
            self._tell("ping")

    @property
    def hung(self) -> bool:
        if self._asked_at is None:
            return False
        return time.monotonic() - self._asked_at > HUNG_AFTER + seconds_queued(self.pid) - self._queued_before

    def kill(self) -> None:
        self._process.kill()

    def _tell(self, word: str) -> None:
        try:
            self._input.write(word.encode() + b"\n")
            self._input.flush()
        except BrokenPipeError:
            return

    def reap(self) -> int:
        """Exit status; negative for a signal."""
        return self._process.wait()

    def ask_to_end(self) -> None:
        self._process.terminate()

    def end(self) -> None:
        """Wait for the end, and make it certain."""
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.close()

    def close(self) -> None:
        if self._process.stdout is not None and not self._process.stdout.closed:
            self._process.stdout.close()
            os.close(self.end_fd)
        if not self._input.closed:
            try:
                self._input.close()
            except BrokenPipeError:
                return
