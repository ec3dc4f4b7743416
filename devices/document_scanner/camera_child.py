"""OpenCV and a camera in a process of their own: ``python -m devices.document_scanner.camera_child ADDRESS SETTINGS``.

Started by :mod:`devices.document_scanner.camera_driver` only. ``{"do": "look"}`` opens the camera, takes one frame and
answers ``{"look"}`` with its size; ``{"do": "scan", "frames", "warm_up", "quality"}`` answers ``{"page": 1}`` with the
sharpest frame and ``{"end": 1}``. The camera is on only while it is asked; a stalled read ends by killing this process.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from devices.document_scanner.camera_frames import negotiate, sharpest
from devices.isolated_child import ChildLine
from devices.page_imaging.open_cv import load_cv2
from devices.pipe_frames import Frame

NO_CAMERA = "no camera"
NO_FRAME = "no frame"


class CameraError(Exception):
    """Words of :data:`NO_CAMERA` or :data:`NO_FRAME`, or a size that was not kept."""


class Camera:
    """``settings``: width and height asked for, ``least`` the fewest pixels of the long side that will do."""

    def __init__(self, line: ChildLine, cv2: Any, address: str, settings: Mapping[str, Any]) -> None:
        self._line = line
        self._cv2 = cv2
        self._address = address
        self._settings = settings

    def look(self) -> None:
        with self._on() as capture:
            height, width = self._frame(capture).shape[:2]
        self._line.tell(Frame({"look": [width, height]}))

    def scan(self, asked: Mapping[str, Any]) -> None:
        with self._on() as capture:
            for _ in range(int(asked["warm_up"])):
                self._frame(capture)
            frames = [self._frame(capture) for _ in range(max(1, int(asked["frames"])))]
        best = sharpest(self._cv2, frames)
        if max(best.shape[:2]) < self._settings["least"]:
            raise CameraError(f"{best.shape[1]}x{best.shape[0]}")
        if asked["grey"]:
            best = self._cv2.cvtColor(best, self._cv2.COLOR_BGR2GRAY)
        quality = [self._cv2.IMWRITE_JPEG_QUALITY, int(asked["quality"])]
        self._line.tell(Frame({"page": 1}, self._cv2.imencode(".jpg", best, quality)[1].tobytes()))
        self._line.tell(Frame({"end": 1}))

    @contextmanager
    def _on(self) -> Iterator[Any]:
        capture = self._cv2.VideoCapture(self._address)
        try:
            if not capture.isOpened():
                raise CameraError(NO_CAMERA)
            if self._address.startswith("/dev/"):
                negotiate(capture, self._settings["width"], self._settings["height"])
            yield capture
        finally:
            capture.release()

    def _frame(self, capture: Any) -> Any:
        well, frame = capture.read()
        if not well or frame is None:
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
    while (asked := line.next()) is not None:
        try:
            if asked.head["do"] == "look":
                camera.look()
            elif asked.head["do"] == "scan":
                camera.scan(asked.head)
            else:
                line.tell(Frame({"end": 0}))
        except CameraError as error:
            line.tell(Frame({"error": str(error)}))


if __name__ == "__main__":
    main()
