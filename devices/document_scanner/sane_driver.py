"""Any scanner that SANE knows, driven in a child process that may hang or crash."""

import json
import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from devices.document_scanner.scan_failures import Trouble, failure
from devices.errors import DeviceFailure, support_missing
from devices.events import ScannedPage
from devices.isolated_process import ChildDied, ChildHung, IsolatedProcess
from devices.page_imaging.header import read_header
from devices.pipe_frames import Frame
from devices.ports import ScannerStatus, ScanSettings

_SYSTEM_CONFIG = "/etc/sane.d"
_CHILD = "devices.document_scanner.sane_child"
_SETTING = "set-"
_CANCEL_SECONDS = 1.0
_CLOSE_SECONDS = 1.0
# python-sane tells a failure in the words of sane_strstatus (sane-backends 1.2) only; they are compared by their start.
_WORDS: tuple[tuple[str, Trouble], ...] = (
    ("document feeder jammed", Trouble.JAM),
    ("document feeder out of documents", Trouble.FEEDER_EMPTY),
    ("scanner cover is open", Trouble.COVER_OPEN),
    ("device busy", Trouble.BUSY),
    ("access to resource has been denied", Trouble.UNREACHABLE),
    ("error during device i/o", Trouble.UNREACHABLE),
    ("operation was cancel", Trouble.CANCELLED),
    ("invalid argument", Trouble.REFUSED),
    ("operation not supported", Trouble.REFUSED),
    ("truncated", Trouble.PAGES_MISSING),
    ("scanner returned no data", Trouble.PAGES_MISSING),
)


def trouble_of_words(words: str) -> Trouble:
    """What SANE's words for a failure mean; ``ANSWER_INVALID`` for words nobody knows."""
    lowered = words.lower()
    return next((trouble for start, trouble in _WORDS if lowered.startswith(start)), Trouble.ANSWER_INVALID)


class SaneScanner:
    """Implements ``devices.ports.DocumentScanner`` and ``Interruptible``.

    ``address``: a SANE device name, e.g. ``airscan:e0:Lab`` (``scanimage -L`` lists them). Options, all optional:
    ``open_timeout`` seconds (30), ``page_timeout`` seconds without any progress (60), ``config`` a folder of SANE
    settings instead of a private one that loads only the backend of the address, ``set-NAME`` a value for the
    backend's own option NAME. A child that crashes raises what is no ``DeviceFailure``: pages told stay good.
    """

    def __init__(self, address: str, options: Mapping[str, Any]) -> None:
        self._address = address
        self._open_timeout = float(options.get("open_timeout", 30.0))
        self._page_timeout = float(options.get("page_timeout", 60.0))
        self._config = str(options.get("config", ""))
        self._more = {
            name.removeprefix(_SETTING): value for name, value in options.items() if name.startswith(_SETTING)
        }
        self._private: Path | None = None
        self._child: IsolatedProcess | None = None
        self._interrupted = False

    def open(self) -> None:
        self._open_child()

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end(0.0 if self._interrupted else _CLOSE_SECONDS)
        private, self._private = self._private, None
        if private is not None:
            shutil.rmtree(private, ignore_errors=True)

    def interrupt(self) -> None:
        """Final, from any thread: the child is killed, the driver answers no more."""
        self._interrupted = True
        child = self._child
        if child is not None:
            child.kill()

    def status(self) -> ScannerStatus:
        child = self._child or self._open_child()
        self._send(child, {"do": "look"})
        loaded = self._answer(child, self._open_timeout).head.get("paper_loaded")
        return ScannerStatus(paper_loaded=loaded if isinstance(loaded, bool) else None)

    def scan(self, settings: ScanSettings) -> Generator[ScannedPage]:
        """Pages as they come; closing the generator cancels the job, by killing the child if it must."""
        child = self._child or self._open_child()
        self._send(child, {"do": "scan", "settings": asdict(settings)})
        pages = 0
        try:
            while "end" not in (frame := self._answer(child, self._page_timeout)).head:
                if "page" in frame.head:
                    pages += 1
                    yield _page(pages, frame, settings)
        except GeneratorExit:
            self._cancel(child)
            raise
        if frame.head["end"] != pages:
            raise failure(Trouble.PAGES_MISSING, f"{pages} pages came")
        if settings.source == "feeder" and settings.duplex and pages % 2:
            raise failure(Trouble.PAGES_MISSING, "an odd number of sides")

    def _open_child(self) -> IsolatedProcess:
        if self._interrupted:
            raise failure(Trouble.UNREACHABLE, "interrupted")
        self.close()
        arguments = [self._address, json.dumps(self._more)]
        child = self._child = IsolatedProcess(_CHILD, arguments, {"SANE_CONFIG_DIR": self._config or self._only_ours()})
        try:
            self._answer(child, self._open_timeout)
        except (DeviceFailure, ChildDied):
            self.close()
            raise
        return child

    def _only_ours(self) -> str:
        """With every backend loaded, SANE looks through the network for seconds."""
        self._private = Path(tempfile.mkdtemp(prefix="ow-sane-"))
        (self._private / "dll.conf").write_text(self._address.partition(":")[0] + "\n", encoding="utf-8")
        (self._private / "dll.d").mkdir()
        return f"{self._private}:{_SYSTEM_CONFIG}"

    def _send(self, child: IsolatedProcess, head: dict[str, Any]) -> None:
        try:
            child.send(Frame(head))
        except ChildDied:
            self._lost()
            raise

    def _answer(self, child: IsolatedProcess, patience: float) -> Frame:
        try:
            frame = child.receive(patience)
        except ChildHung as error:
            self._lost()
            raise failure(Trouble.SILENT, str(error)) from None
        except ChildDied:
            self._lost()
            raise
        if "missing" in frame.head:
            raise support_missing(str(frame.head["missing"]))
        if "refused" in frame.head:
            raise failure(Trouble.REFUSED, str(frame.head["refused"]))
        if "error" in frame.head:
            words = str(frame.head["error"])
            raise failure(trouble_of_words(words), words[:80])
        return frame

    def _lost(self) -> None:
        """A child that hung or died is cleared away; one that was killed to end the thread is no crash."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.end()
        if self._interrupted:
            raise failure(Trouble.UNREACHABLE, "interrupted")

    def _cancel(self, child: IsolatedProcess) -> None:
        with suppress(DeviceFailure, ChildDied):
            self._send(child, {"do": "cancel"})
            while "end" not in self._answer(child, _CANCEL_SECONDS).head:
                continue


def _page(number: int, frame: Frame, settings: ScanSettings) -> ScannedPage:
    header = read_header(frame.body)
    return ScannedPage(
        number=number,
        media_type=header.media_type,
        data=frame.body,
        width=header.width,
        height=header.height,
        dpi=header.dpi or settings.dpi,
    )
