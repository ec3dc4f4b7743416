"""A document camera (高拍仪): one picture a scan, the sharpest of several frames."""

import json
import logging
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from devices.document_scanner.child_link import ChildLink
from devices.document_scanner.delivered_page import page_of
from devices.document_scanner.scan_failures import Trouble, failure
from devices.driver_options import refuse_unknown
from devices.errors import DeviceFailure
from devices.events import PageFault, PreviewFrame, ScannedPage
from devices.isolated_process import ChildDied
from devices.pipe_frames import Frame
from devices.ports import ScannerStatus, ScanSettings

_CHILD = "devices.document_scanner.camera_child"
_QUIET = {"OPENCV_LOG_LEVEL": "SILENT", "OPENCV_VIDEOIO_DEBUG": "0", "OPENCV_FFMPEG_LOGLEVEL": "-8"}
_A4_LONG_INCHES = 297 / 25.4
_START_SECONDS = 20.0
_SIZES = {"width": 3264, "height": 2448, "least": 1500}
_CHOICES = {"frames": 5, "warm_up": 10, "quality": 92}
_log = logging.getLogger(__name__)


def trouble_of_words(words: str) -> Trouble:
    """``no camera`` and ``no frame`` are a camera that is away; a picture's size is one that is too small."""
    return Trouble.UNREACHABLE if words.startswith("no ") else Trouble.REFUSED


class DocumentCamera:
    """Implements ``devices.ports.DocumentScanner``, ``LivePreview`` and ``Interruptible``.

    ``address``: ``/dev/v4l/by-id/…-index0`` (numbers change), or what else OpenCV opens: a file, an MJPEG URL.
    Options, all optional: ``width`` (3264) and ``height`` (2448) to ask for, ``least`` pixels of the long side below
    which a picture is refused (1500), ``frames`` to choose from (5), ``warm_up`` frames to let pass until exposure and
    focus have settled (10), ``quality`` of the JPEG (92), ``dpi`` at the table (taken from the size as if A4 filled
    the picture), ``frame_timeout`` seconds without a frame (5), ``preview`` pixels of its long side (960).
    """

    def __init__(self, address: str, options: Mapping[str, Any]) -> None:
        refuse_unknown(options, *_SIZES, *_CHOICES, "dpi", "frame_timeout", "preview")
        self._address = address
        self._size = {name: int(options.get(name, usual)) for name, usual in _SIZES.items()}
        self._choice = {name: int(options.get(name, usual)) for name, usual in _CHOICES.items()}
        self._dpi = int(options.get("dpi", 0))
        self._preview_side = int(options.get("preview", 960))
        self._previewing = False
        self._frame_timeout = float(options.get("frame_timeout", 5.0))
        self._link = ChildLink(_CHILD, trouble_of_words)

    def open(self) -> None:
        """One frame is taken: a camera can be listed and mute."""
        try:
            self._link.start([self._address, json.dumps(self._size)], _QUIET, _START_SECONDS)
            self._link.ask({"do": "look"})
            self._note_size(self._answer("look"))
        except (DeviceFailure, ChildDied):
            self._link.close()
            raise

    def close(self) -> None:
        self._previewing = False
        self._link.close()

    def interrupt(self) -> None:
        """Final, from any thread: the child is killed, the driver answers no more."""
        self._link.interrupt()

    def status(self) -> ScannerStatus:
        """The camera stays off: only its device file is looked for."""
        if self._address.startswith("/dev/") and not Path(self._address).exists():
            raise failure(Trouble.UNREACHABLE, "no device file")
        return ScannerStatus(paper_loaded=None)

    def preview(self) -> PreviewFrame:
        if not self._link.running:
            self.open()
        self._previewing = True
        self._link.ask({"do": "preview", "long_side": self._preview_side})
        told = self._answer("preview")
        width, height = told.head["preview"]
        return PreviewFrame(told.body, width, height, tuple(PageFault(word) for word in told.head["faults"]))

    def end_preview(self) -> None:
        if self._previewing and self._link.running:
            self._link.ask({"do": "rest"})
        self._previewing = False

    def scan(self, settings: ScanSettings) -> Generator[ScannedPage]:
        """One page; two levels are not made of a photograph, it stays grey."""
        if not self._link.running:
            self.open()
        self._link.ask({"do": "scan", "grey": settings.colour != "colour", **self._choice})
        try:
            while "end" not in (frame := self._link.answer(self._frame_timeout)).head:
                if "page" in frame.head:
                    page = page_of(1, frame.body, self._dpi)
                    yield replace(page, dpi=page.dpi or round(max(page.width, page.height) / _A4_LONG_INCHES))
        except GeneratorExit:
            self._link.cancel()
            raise

    def _answer(self, wanted: str) -> Frame:
        while wanted not in (told := self._link.answer(self._frame_timeout)).head:
            continue
        return told

    def _note_size(self, told: Frame) -> None:
        """A camera that keeps less than was asked of it still works; the log says why its pages are small."""
        width, height = told.head["look"]
        if self._address.startswith("/dev/") and (width < self._size["width"] or not told.head["mjpg"]):
            _log.warning("camera gives %dx%d, %s", width, height, "MJPG" if told.head["mjpg"] else "no MJPG")
