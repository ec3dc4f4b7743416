"""A face against the portrait of the card just read, by a vendor's library (``docs/face_comparer.h``)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from devices.driver_options import refuse_unknown
from devices.errors import DeviceFailure, DeviceUnreachable, ReadFailed
from devices.events import FaceOutcome
from devices.face_comparison.face_child import COMPARING, LOOKING
from devices.isolated_process import ChildDied, ChildHung, IsolatedProcess
from devices.pipe_frames import Frame
from domain.failures import FailureCode

_CHILD = "devices.face_comparison.face_child"
_QUIET = {"OPENCV_LOG_LEVEL": "SILENT", "OPENCV_VIDEOIO_DEBUG": "0", "OPENCV_FFMPEG_LOGLEVEL": "-8"}
_START_SECONDS = 10.0


class FaceComparer:
    """Implements ``devices.ports.FaceComparer`` and ``Interruptible``.

    ``address``: as of a document camera; it is off except while a person is compared. Options: ``library``, path of the
    shared library; ``seconds`` a person has to be recognised (8); ``frame_timeout`` seconds without a picture or an
    answer of the library (5).
    """

    def __init__(self, address: str, options: Mapping[str, Any]) -> None:
        refuse_unknown(options, "library", "seconds", "frame_timeout")
        self._address = address
        self._library = str(options.get("library", ""))
        self._seconds = float(options.get("seconds", 8.0))
        self._frame_timeout = float(options.get("frame_timeout", 5.0))
        self._child: IsolatedProcess | None = None
        self._step = LOOKING

    def open(self) -> None:
        """The library is loaded once and let go: the camera stays off, nobody has agreed to anything."""
        try:
            self._start()
        finally:
            self.close()

    def check(self) -> None:
        if self._address.startswith("/dev/") and not Path(self._address).exists():
            raise _camera_gone("no device file")

    def compare(self, portrait: bytes, is_wanted: Callable[[], bool]) -> FaceOutcome:
        self._step = LOOKING
        try:
            child = self._start()
            child.send(Frame({"seconds": self._seconds}, portrait))
            while is_wanted():
                told = child.receive(self._frame_timeout).head
                if "outcome" in told:
                    return cast(FaceOutcome, told["outcome"])
                self._step = str(told.get("error") or told["now"])
                if "error" in told:
                    raise self._broken(self._step)
            return "unsure"
        except (ChildDied, ChildHung) as error:
            raise self._broken(type(error).__name__) from error
        finally:
            self.close()

    def close(self) -> None:
        """Safe at any time, also twice."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.end()

    def interrupt(self) -> None:
        child = self._child
        if child is not None:
            child.kill()

    def _start(self) -> IsolatedProcess:
        self._child = IsolatedProcess(_CHILD, [self._library, self._address], _QUIET)
        try:
            refused = self._child.receive(_START_SECONDS).head.get("refused", "")
        except (ChildDied, ChildHung) as error:
            refused = type(error).__name__
        if refused:
            raise DeviceUnreachable(FailureCode.FACE_LIBRARY_REFUSED, refused)
        return self._child

    def _broken(self, detail: str) -> DeviceFailure:
        return ReadFailed(FailureCode.FACE_COMPARER_FAILED, detail) if self._step == COMPARING else _camera_gone(detail)


def _camera_gone(detail: str) -> DeviceUnreachable:
    return DeviceUnreachable(FailureCode.FACE_CAMERA_SILENT, detail)
