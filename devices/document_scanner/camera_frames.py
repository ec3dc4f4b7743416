"""How a document camera (高拍仪) is talked into its best picture, and which of several frames is the best.

``capture`` is a ``cv2.VideoCapture``, or what a test puts in its place. Facts: OpenCV picks YUYV by itself, and USB 2
carries large pictures as MJPG only; ``set`` answers true whatever happened, so everything is read back
(opencv/opencv#9479, #24289).
"""

from dataclasses import dataclass
from typing import Any, Protocol

_FOURCC, _WIDTH, _HEIGHT, _FPS, _BUFFER = 6, 3, 4, 5, 38
"""``CAP_PROP_…`` of OpenCV's videoio."""
MJPG = 0x47504A4D
"""'MJPG', first character lowest."""
_SMALL_SIDE = 800


class Capture(Protocol):
    def set(self, prop: int, value: float) -> bool: ...

    def get(self, prop: int) -> float: ...

    def read(self) -> tuple[bool, Any]: ...


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the camera says it does now."""

    mjpg: bool
    width: int
    height: int


def negotiate(capture: Capture, width: int, height: int) -> Agreed:
    """MJPG before the size, one frame of buffer, then what became of it."""
    capture.set(_FOURCC, MJPG)
    capture.set(_WIDTH, width)
    capture.set(_HEIGHT, height)
    capture.set(_FPS, 30)
    capture.set(_BUFFER, 1)
    return Agreed(int(capture.get(_FOURCC)) == MJPG, int(capture.get(_WIDTH)), int(capture.get(_HEIGHT)))


def sharpness(cv2: Any, frame: Any) -> float:
    """Variance of the Laplacian of a reduced grey picture: grows with the detail that is in focus."""
    factor = _SMALL_SIDE / max(frame.shape[:2])
    small = cv2.resize(frame, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else frame
    grey = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def sharpest(cv2: Any, frames: list[Any]) -> Any:
    """Raises ``ValueError`` for no frames."""
    return max(frames, key=lambda frame: sharpness(cv2, frame))
