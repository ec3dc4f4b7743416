"""The child's end of :class:`devices.isolated_process.IsolatedProcess`."""

import ctypes
import os
import select
import signal
from collections import deque

from devices.pipe_frames import Frame, FrameReader, encode_frame

_PR_SET_PDEATHSIG = 1
_READ = 1 << 16


class ChildLine:
    """Frames of the parent. Takes stdout for itself: what native code prints goes to stderr instead."""

    def __init__(self) -> None:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        self._out = os.dup(1)
        os.dup2(2, 1)
        self._reader = FrameReader()
        self._asked: deque[Frame] = deque()
        self._open = True

    def tell(self, frame: Frame) -> None:
        """Raises ``OSError`` when the parent is gone."""
        data = memoryview(encode_frame(frame))
        while data:
            data = data[os.write(self._out, data) :]

    def next(self) -> Frame | None:
        """Waits for the parent's next frame; ``None`` when it has hung up."""
        while not self._asked and self._open:
            self._fetch()
        return self._asked.popleft() if self._asked else None

    def called(self) -> bool:
        """Whether the parent wants something, or has hung up, without waiting."""
        if not self._asked and self._open and select.select([0], [], [], 0)[0]:
            self._fetch()
        return bool(self._asked) or not self._open

    def _fetch(self) -> None:
        data = os.read(0, _READ)
        self._open = bool(data)
        self._asked.extend(self._reader.feed(data))
