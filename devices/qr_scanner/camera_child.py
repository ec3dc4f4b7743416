"""OpenCV, a camera and the decoders of codes in a process of their own.

``python -m devices.qr_scanner.camera_child ADDRESS SETTINGS``, started by :mod:`devices.qr_scanner.camera_driver` only.
Says ``{"ready"}`` when a frame has come, then a ``{"frame": number}`` for each frame it looked at and
``{"code": number, "aim_id"}`` with the bytes for each code in it. No picture leaves it.
"""

import json
import sys
import time
from typing import Any

from devices.isolated_child import ChildLine
from devices.page_imaging.open_cv import load_cv2
from devices.pipe_frames import Frame
from devices.qr_scanner.image_decoder import codes_in

NO_CAMERA = "no camera"
NO_FRAME = "no frame"
_SETTINGS = ((6, "fourcc"), (3, "width"), (4, "height"), (38, "buffer"))
"""``CAP_PROP_…`` of OpenCV's videoio: MJPG before the size, one frame of buffer so that what is seen is now."""
_MJPG = 0x47504A4D
_LOOK_SECONDS = 0.1
"""Frames that come sooner after the last look are let pass: a core must not be spent on an empty scene."""
_THOROUGH_EVERY = 4


def _watch(line: ChildLine, cv2: Any, address: str, size: dict[str, int]) -> None:
    capture = cv2.VideoCapture(address)
    try:
        if not capture.isOpened():
            line.tell(Frame({"error": NO_CAMERA}))
            return
        if address.startswith("/dev/"):
            wanted = {"fourcc": _MJPG, "buffer": 1, **size}
            for number, name in _SETTINGS:
                capture.set(number, wanted[name])
        number, looked = 0, 0.0
        while not line.called():
            well, frame = capture.read()
            if not well or frame is None:
                line.tell(Frame({"error": NO_FRAME}))
                return
            if time.monotonic() - looked < _LOOK_SECONDS:
                continue
            number, looked = number + 1, time.monotonic()
            line.tell(Frame({"ready": True} if number == 1 else {"frame": number}))
            _look(line, cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), number)
    finally:
        capture.release()


def _look(line: ChildLine, grey: Any, number: int) -> None:
    for code in codes_in(grey, thorough=number % _THOROUGH_EVERY == 0):
        line.tell(Frame({"code": number, "aim_id": code.aim_id}, code.data))


def main() -> None:
    line = ChildLine()
    try:
        cv2 = load_cv2()
    except ImportError as error:
        line.tell(Frame({"missing": error.name or "cv2"}))
        return
    _watch(line, cv2, sys.argv[1], json.loads(sys.argv[2]))


if __name__ == "__main__":
    main()
