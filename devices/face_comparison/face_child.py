"""A comparer and its camera in a process of their own: ``python -m devices.face_comparison.face_child LIBRARY CAMERA``.

Started by :mod:`devices.face_comparison.face_driver` only. Says ``{"ready"}`` or ``{"refused": why}``; the camera is
off. A frame ``{"seconds"}`` with the portrait (PNG) switches it on; before every step that may hang comes ``{"now":
LOOKING}`` or ``{"now": COMPARING}``, at the end ``{"outcome"}`` or ``{"error": the step}``. No picture leaves this
process.
"""

import io
import sys
import time
from typing import Any

from PIL import Image

from devices.errors import ReadFailed
from devices.events import FaceOutcome
from devices.face_comparison.face_library import Compare, ComparerFault, NoComparer, Pixels, load
from devices.isolated_child import ChildLine
from devices.page_imaging.open_cv import load_cv2
from devices.pipe_frames import Frame

LOOKING = "looking"
COMPARING = "comparing"


class NoPicture(Exception):
    """The camera is away or mute."""


def main() -> None:
    line = ChildLine()
    try:
        compare = load(sys.argv[1])
    except NoComparer as error:
        line.tell(Frame({"refused": str(error)}))
        return
    line.tell(Frame({"ready": True}))
    asked = line.next()
    if asked is None:
        return
    try:
        line.tell(Frame({"outcome": _outcome(line, compare, _portrait(asked.body), float(asked.head["seconds"]))}))
    except NoPicture:
        line.tell(Frame({"error": LOOKING}))
    except (ComparerFault, ReadFailed, OSError):
        line.tell(Frame({"error": COMPARING}))


def _outcome(line: ChildLine, compare: Compare, portrait: Pixels, seconds: float) -> FaceOutcome:
    """The first answer that is sure; ``unsure`` when there was none in time."""
    line.tell(Frame({"now": LOOKING}))
    capture = load_cv2().VideoCapture(sys.argv[2])
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            line.tell(Frame({"now": LOOKING}))
            picture = _picture(capture)
            line.tell(Frame({"now": COMPARING}))
            if (outcome := compare(portrait, picture)) != "unsure":
                return outcome
    finally:
        capture.release()
    return "unsure"


def _picture(capture: Any) -> Pixels:
    well, frame = capture.read()
    if not well or frame is None:
        raise NoPicture
    height, width = frame.shape[:2]
    return Pixels(width, height, frame.tobytes())


def _portrait(png: bytes) -> Pixels:
    with Image.open(io.BytesIO(png)) as picture:
        colours = picture.convert("RGB")
    return Pixels(colours.width, colours.height, colours.tobytes("raw", "BGR"))


if __name__ == "__main__":
    main()
