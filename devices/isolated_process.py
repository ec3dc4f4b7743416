"""A driver in a child process that can be killed: native code may hang or crash, it costs one job and not the app."""

import contextlib
import os
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence

from devices.pipe_frames import Frame, FrameBroken, FrameReader, encode_frame
from devices.processor_queue import seconds_queued

_READ = 1 << 20
_END_SECONDS = 5.0


class ChildDied(Exception):
    """The child is gone or talks nonsense: its code crashed. Holds the exit status only."""


class ChildHung(Exception):
    """The child said nothing in the time it was given."""


class IsolatedProcess:
    """``python -m module *arguments`` with frames on stdin and stdout. One thread uses it; :meth:`kill` may be
    called from any. The thread that starts it must outlive it: the kernel kills the child with that thread
    (PR_SET_PDEATHSIG, asked for by :mod:`devices.isolated_child`), so that none is left behind a crash."""

    def __init__(self, module: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._reader = FrameReader()
        self._received: deque[Frame] = deque()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, frame: Frame) -> None:
        """Raises :class:`ChildDied`."""
        assert self._process.stdin is not None
        try:
            rest = memoryview(encode_frame(frame))
            while rest:
                rest = rest[os.write(self._process.stdin.fileno(), rest) :]
        except (OSError, ValueError):
            raise self._death() from None

    def receive(self, patience: float) -> Frame:
        """The next frame. Raises :class:`ChildHung` after ``patience`` seconds without one, :class:`ChildDied`.

        Seconds in which the child waited for a processor do not count: a crowded machine is slow, not hung."""
        end = time.monotonic() + patience - seconds_queued(self.pid)
        while not self._received:
            left = end + seconds_queued(self.pid) - time.monotonic()
            if not self._fetch(max(0.0, left)) and left <= 0:
                raise ChildHung(f"nothing in {patience:.1f} s")
        return self._received.popleft()

    def kill(self) -> None:
        """At once; also a stopped child. Safe at any time, also twice."""
        self._process.kill()

    def end(self, patience: float = 0.0) -> None:
        """Hang up, give the child ``patience`` seconds to let go of the device, kill it, clear away."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_END_SECONDS)

    def _fetch(self, seconds: float) -> bool:
        """Whether anything came."""
        assert self._process.stdout is not None
        try:
            readable, _, _ = select.select([self._process.stdout], [], [], seconds)
            if not readable:
                return False
            data = os.read(self._process.stdout.fileno(), _READ)
            self._received.extend(self._reader.feed(data))
        except (OSError, ValueError, FrameBroken):
            raise self._death() from None
        if not data:
            raise self._death()
        return True

    def _death(self) -> ChildDied:
        self._process.kill()
        return ChildDied(f"exit status {self._process.wait(_END_SECONDS)}")
