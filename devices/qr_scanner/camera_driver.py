"""Codes held before a camera: a child process decodes the frames, only what was seen more than once is told."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from devices.errors import support_missing
from devices.isolated_process import ChildDied, ChildHung, IsolatedProcess
from devices.pipe_frames import Frame
from devices.qr_scanner.code_rules import CodeGate, Options, rules_of
from devices.qr_scanner.payload_codec import Payload
from devices.qr_scanner.scanner_failures import unreachable
from devices.qr_scanner.sightings import Sightings

POLL_SECONDS = 0.2
_CHILD = "devices.qr_scanner.camera_child"
_QUIET = {"OPENCV_LOG_LEVEL": "SILENT", "OPENCV_VIDEOIO_DEBUG": "0", "OPENCV_FFMPEG_LOGLEVEL": "-8"}
_START_SECONDS = 20.0
_CLOSE_SECONDS = 1.0


class CameraCodeScanner:
    """``address``: ``/dev/v4l/by-id/…-index0``, or what else OpenCV opens: an MJPEG URL, a file.

    Options beside those of :func:`devices.qr_scanner.code_rules.rules_of`: ``width`` (1280) and ``height`` (720) to ask
    for, ``sightings`` of a code before it is told (2), ``frame_timeout`` seconds without a frame (5).
    A :class:`devices.ports.CodeScanner` and ``Interruptible``.
    """

    def __init__(self, address: str, options: Options, now: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._size = {"width": int(options.get("width", 1280)), "height": int(options.get("height", 720))}
        self._patience = float(options.get("frame_timeout", 5.0))
        self._sightings = Sightings(int(options.get("sightings", 2)), now)
        self._gate = CodeGate(rules_of(options, "width", "height", "sightings", "frame_timeout"), now)
        self._now = now
        self._silent = 0.0
        """Seconds since the last frame."""
        self._child: IsolatedProcess | None = None
        self._interrupted = False

    def open(self) -> None:
        """Returns when a frame has come: a camera can be listed and mute."""
        if self._address.startswith("/dev/") and not Path(self._address).exists():
            raise unreachable("no device file")
        self._child = IsolatedProcess(_CHILD, [self._address, json.dumps(self._size)], _QUIET)
        if self._interrupted:
            self._child.kill()
        if self._answer(_START_SECONDS) is None:
            raise unreachable("no first frame")
        self._silent = 0.0

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end(0.0 if self._interrupted else _CLOSE_SECONDS)

    def interrupt(self) -> None:
        """Final, from any thread: the child is killed."""
        self._interrupted = True
        if self._child is not None:
            self._child.kill()

    def read(self) -> str | None:
        """Raises :class:`devices.errors.ReadFailed` for a code that is no text."""
        end = self._now() + POLL_SECONDS
        while (left := end - self._now()) > 0:
            frame = self._answer(left)
            if frame is None:
                self._silent += left
                if self._silent > self._patience:
                    raise unreachable("no frame")
                return None
            self._silent = 0.0
            if (words := self._words(frame)) is not None:
                return words
        return None

    def _words(self, frame: Frame) -> str | None:
        if "code" not in frame.head:
            return None
        payload = Payload(frame.body, aim_id=str(frame.head["aim_id"]))
        return self._gate.text(payload) if self._sightings.enough(payload, int(frame.head["code"])) else None

    def _answer(self, seconds: float) -> Frame | None:
        """The child's next word; ``None`` if it said nothing for so long."""
        if self._child is None:
            raise unreachable("not open")
        try:
            frame = self._child.receive(seconds)
        except ChildHung:
            return None
        except ChildDied:
            if self._interrupted:
                raise unreachable("interrupted") from None
            raise
        if "missing" in frame.head:
            raise support_missing(str(frame.head["missing"]))
        if "error" in frame.head:
            raise unreachable(str(frame.head["error"])[:80])
        return frame
