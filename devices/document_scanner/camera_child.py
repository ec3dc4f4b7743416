"""OpenCV and a camera in a process of their own: ``python -m devices.document_scanner.camera_child ADDRESS SETTINGS``.

Started by :mod:`devices.document_scanner.camera_driver` only. ``{"do": "look"}`` opens the camera, takes one frame and
answers ``{"look"}`` with its size and whether it is MJPG; ``{"do": "scan", "frames", "warm_up", "quality"}`` answers
``{"page": 1}`` with the sharpest frame and ``{"end": 1}``. ``{"do": "preview", "long_side"}`` answers ``{"preview"}``:
a small frame and what is wrong with it, and leaves the camera on until ``{"do": "rest"}``; in between its frames are
thrown away, so that the next one asked for is new. A stalled read ends by killing this process.
"""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from devices.document_scanner.camera_frames import negotiate, sharpest
from devices.errors import ReadFailed
from devices.isolated_child import ChildLine
from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import encode_jpeg, grey_of, reduced
from devices.page_imaging.quality import assess_picture
from devices.pipe_frames import Frame

NO_CAMERA = "no camera"
NO_FRAME = "no frame"
_PREVIEW_QUALITY = 75
_JUDGED_LONG_SIDE = 1169
_JUDGE_SECONDS = 0.5
"""Judging a frame takes about 50 ms: every frame would cost a core."""


class CameraError(Exception):
    """Words of :data:`NO_CAMERA` or :data:`NO_FRAME`, or a size that was not kept."""


class Camera:
    """``settings``: width and height asked for, ``least`` the fewest pixels of the long side that will do."""

    def __init__(self, line: ChildLine, cv2: Any, address: str, settings: Mapping[str, Any]) -> None:
        self._line = line
        self._cv2 = cv2
        self._address = address
        self._settings = settings
        self._shown: Any = None
        self._mjpg = False
        self._faults: list[str] = []
        self._judge_at = 0.0

    def look(self) -> None:
        with self._on() as capture:
            height, width = self._frame(capture).shape[:2]
        self._line.tell(Frame({"look": [width, height], "mjpg": self._mjpg}))

    def scan(self, asked: Mapping[str, Any]) -> None:
        """A camera that is on already has settled: nothing has to pass before its frames count."""
        warm_up = 0 if self._shown is not None else int(asked["warm_up"])
        with self._on() as capture:
            for _ in range(warm_up):
                self._frame(capture)
            frames = [self._frame(capture) for _ in range(max(1, int(asked["frames"])))]
        best = sharpest(self._cv2, frames)
        if max(best.shape[:2]) < self._settings["least"]:
            raise CameraError(f"{best.shape[1]}x{best.shape[0]}")
        if asked["grey"]:
            best = self._cv2.cvtColor(best, self._cv2.COLOR_BGR2GRAY)
        self._line.tell(Frame({"page": 1}, encode_jpeg(best, 0, int(asked["quality"]))))
        self._line.tell(Frame({"end": 1}))

    def preview(self, asked: Mapping[str, Any]) -> None:
        if self._shown is None:
            self._shown = self._started()
        frame = self._frame(self._shown)
        if time.monotonic() >= self._judge_at:
            grey = reduced(grey_of(frame), _JUDGED_LONG_SIDE)
            self._faults = [fault.value for fault in assess_picture(grey).faults]
            self._judge_at = time.monotonic() + _JUDGE_SECONDS
        small = reduced(frame, int(asked["long_side"]))
        height, width = small.shape[:2]
        self._line.tell(
            Frame({"preview": [width, height], "faults": self._faults}, encode_jpeg(small, 0, _PREVIEW_QUALITY))
        )

    def rest(self) -> None:
        shown, self._shown = self._shown, None
        if shown is not None:
            shown.release()

    def pass_time(self) -> None:
        """While a preview is on and nothing is asked: frames wait nowhere, the next one asked for is new."""
        while self._shown is not None and not self._line.called():
            if not self._shown.grab():
                self.rest()

    @contextmanager
    def _on(self) -> Iterator[Any]:
        if self._shown is not None:
            yield self._shown
            return
        capture = self._started()
        try:
            yield capture
        finally:
            capture.release()

    def _started(self) -> Any:
        capture = self._cv2.VideoCapture(self._address)
        if not capture.isOpened():
            capture.release()
            raise CameraError(NO_CAMERA)
        if self._address.startswith("/dev/"):
            self._mjpg = negotiate(capture, self._settings["width"], self._settings["height"]).mjpg
        return capture

    def _frame(self, capture: Any) -> Any:
        well, frame = capture.read()
        if not well or frame is None:
            self.rest()
            raise CameraError(NO_FRAME)
        self._line.tell(Frame({"progress": True}))
        return frame


def main() -> None:
    line = ChildLine()
    try:
        cv2 = load_cv2()
    except ImportError as error:
        line.tell(Frame({"missing": error.name or "cv2"}))
        return
    camera = Camera(line, cv2, sys.argv[1], json.loads(sys.argv[2]))
    line.tell(Frame({"ready": True}))
    while (asked := _next(line, camera)) is not None:
        try:
            _obey(camera, asked.head)
        except (CameraError, ReadFailed) as error:
            line.tell(Frame({"error": str(error)}))


def _next(line: ChildLine, camera: Camera) -> Frame | None:
    camera.pass_time()
    return line.next()


def _obey(camera: Camera, asked: Mapping[str, Any]) -> None:
    match asked["do"]:
        case "look":
            camera.look()
        case "scan":
            camera.scan(asked)
        case "preview":
            camera.preview(asked)
        case "rest":
            camera.rest()
    # A cancel is read after the scan told its end: a second end would be taken for that of the next scan.


if __name__ == "__main__":
    main()
