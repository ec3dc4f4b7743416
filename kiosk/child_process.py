"""One child: its words, its end, and that it never outlives this process."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

_PDEATHSIG = 1
_CHUNK = 4096
_LONGEST_LINE = 256
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
        self._words.update(line.decode("ascii", "replace").strip() for line in lines)
        return bool(arrived)

    def tell_once(self, word: str) -> None:
        """A child that is gone is noticed by its end, not here."""
        if word in self._told:
            return
        self._told.add(word)
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
