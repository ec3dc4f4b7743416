"""SANE in a process of its own: ``python -m devices.document_scanner.sane_child DEVICE``.

Started by :mod:`devices.document_scanner.sane_driver` only. Tells ``{"ready"}``, then answers ``{"do": "look"}``
with ``{"paper_loaded"}`` and ``{"do": "scan", …}`` with ``{"progress"}`` about twice a second, ``{"page"}`` with the
image, and one ``{"end"}``. What SANE says of a failure comes as ``{"error": words}``.
"""

import importlib
import io
import json
import sys
import time
from typing import Any

from PIL import Image

from devices.document_scanner.sane_options import Unsupported, area_for, mode_for, resolution_for, source_for
from devices.isolated_child import ChildLine
from devices.pipe_frames import Frame
from devices.ports import ScanSettings

NO_MORE_PAPER = "Document feeder out of documents"
CANCELLED = "cancelled"
TRUNCATED = "truncated"
_PROGRESS_SECONDS = 0.4
_JPEG_QUALITY = 90


class Cancelled(Exception):
    """The parent wants no more pages."""


class Session:
    """One open device. ``sane_error``: what python-sane raises, words only and no status."""

    def __init__(self, line: ChildLine, device: Any, more: dict[str, Any]) -> None:
        self._line = line
        self._device = device
        self._more = more
        self._told = 0.0

    def look(self) -> None:
        loaded = None
        if "page_loaded" in self._device.opt:
            loaded = bool(self._device.page_loaded)
        self._line.tell(Frame({"paper_loaded": loaded}))

    def scan(self, settings: ScanSettings) -> None:
        """Raises what python-sane raises, :class:`Unsupported`, :class:`Cancelled`. :meth:`rest` has to follow."""
        dpi = self._prepare(settings)
        pages = 0
        while settings.source == "feeder" or not pages:
            if not self._start(pages):
                break
            image = self._page()
            pages += 1
            data = _encoded(image, settings, dpi)
            self._line.tell(Frame({"page": pages, "dpi": dpi}, data))
        self._line.tell(Frame({"end": pages}))

    def rest(self) -> None:
        """Ends the job. What came of it is told before: a backend that cancels its reader thread while that holds a
        lock of the C library never returns from here (SANE's test backend, 8 times in 1,074 errors)."""
        self._device.cancel()

    def _prepare(self, settings: ScanSettings) -> int:
        device, options = self._device, self._device.opt
        if (source := source_for(settings, _offered(options, "source"))) is not None:
            device.source = source
        if (mode := mode_for(settings, _offered(options, "mode"))) is not None:
            device.mode = mode
        if "depth" in options and 8 in (options["depth"].constraint or ()):
            device.depth = 8
        device.resolution = resolution_for(settings.dpi, options["resolution"].constraint)
        if "br_x" in options and "br_y" in options:
            device.br_x, device.br_y = area_for(options["br_x"].constraint, options["br_y"].constraint)
        for name, value in self._more.items():
            setattr(device, name, value)
        return round(float(device.resolution))

    def _start(self, pages: int) -> bool:
        """False at the end of the feeder. The scanner is asked for a page only when it is wanted."""
        if self._line.called():
            raise Cancelled
        self._told = 0.0
        self._progress()
        try:
            self._device.start()
        except _sane_error() as error:
            if pages and NO_MORE_PAPER.lower() in str(error).lower():
                return False
            raise
        return True

    def _page(self) -> Image.Image:
        """A cancelled ``snap`` returns what it has, without a word: so the lines are counted."""
        _, _, (_, announced), _, _ = self._device.get_parameters()
        image: Image.Image = self._device.snap(no_cancel=True, progress=self._progress)
        if self._line.called():
            raise Cancelled
        if 0 < announced != image.height:
            raise EOFError(TRUNCATED)
        return image

    def _progress(self, *_: int) -> None:
        now = time.monotonic()
        if now - self._told < _PROGRESS_SECONDS:
            return
        self._told = now
        if self._line.called():
            self._device.cancel()
        else:
            self._line.tell(Frame({"progress": True}))


def serve(line: ChildLine, session: Session) -> None:
    """Until the parent hangs up."""
    while (asked := line.next()) is not None:
        try:
            if asked.head["do"] == "look":
                session.look()
            elif asked.head["do"] == "scan":
                session.scan(ScanSettings(**asked.head["settings"]))
        except Cancelled:
            line.tell(Frame({"end": CANCELLED}))
        except Unsupported as error:
            line.tell(Frame({"refused": str(error)}))
        except EOFError as error:
            line.tell(Frame({"error": str(error)}))
        except (_sane_error(), RuntimeError, AttributeError) as error:
            line.tell(Frame({"error": str(error)}))
        if asked.head["do"] == "scan":
            session.rest()


def _encoded(image: Image.Image, settings: ScanSettings, dpi: int) -> bytes:
    out = io.BytesIO()
    if settings.colour == "bilevel":
        image.convert("1", dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi))
    else:
        grey = settings.colour == "grey"
        image.convert("L" if grey else "RGB").save(out, "JPEG", quality=_JPEG_QUALITY, dpi=(dpi, dpi))
    return out.getvalue()


def _offered(options: Any, name: str) -> list[str]:
    return list(options[name].constraint or ()) if name in options else []


def _sane_error() -> type[Exception]:
    error: type[Exception] = importlib.import_module("_sane").error
    return error


def main() -> None:
    line = ChildLine()
    device_name, more = sys.argv[1], json.loads(sys.argv[2])
    try:
        sane: Any = importlib.import_module("sane")
    except ImportError as error:
        line.tell(Frame({"missing": error.name or "python-sane"}))
        return
    sane.init()
    try:
        device = sane.open(device_name)
    except _sane_error() as error:
        line.tell(Frame({"error": str(error)}))
        return
    line.tell(Frame({"ready": True}))
    serve(line, Session(line, device, more))
    device.close()


if __name__ == "__main__":
    main()
