"""Any scanner that SANE knows, driven in a child process that may hang or crash."""

import json
import shutil
import tempfile
from collections.abc import Generator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from devices.document_scanner.child_link import ChildLink
from devices.document_scanner.delivered_page import page_of
from devices.document_scanner.scan_failures import Trouble, failure
from devices.driver_options import refuse_unknown
from devices.errors import DeviceFailure
from devices.events import ScannedPage
from devices.isolated_process import ChildDied
from devices.ports import ScannerStatus, ScanSettings

_SYSTEM_CONFIG = "/etc/sane.d"
_CHILD = "devices.document_scanner.sane_child"
_SETTING = "set-"
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
    backend's own option NAME. A child that crashes raises what is no ``DeviceFailure``: pages told stay good. After
    a job that failed the next question goes to a new child: backends end such a job in their own time, some never.
    """

    def __init__(self, address: str, options: Mapping[str, Any]) -> None:
        self._more = {
            name.removeprefix(_SETTING): value for name, value in options.items() if name.startswith(_SETTING)
        }
        refuse_unknown(options, "open_timeout", "page_timeout", "config", *(_SETTING + name for name in self._more))
        self._address = address
        self._open_timeout = float(options.get("open_timeout", 30.0))
        self._page_timeout = float(options.get("page_timeout", 60.0))
        self._config = str(options.get("config", ""))
        self._private: Path | None = None
        self._link = ChildLink(_CHILD, trouble_of_words)
        self._is_spent = False

    def open(self) -> None:
        self._is_spent = False
        config = self._config or self._only_ours()
        arguments = [self._address, json.dumps(self._more)]
        try:
            self._link.start(arguments, {"SANE_CONFIG_DIR": config}, self._open_timeout)
        except (DeviceFailure, ChildDied):
            self.close()
            raise

    def close(self) -> None:
        self._link.close()
        private, self._private = self._private, None
        if private is not None:
            shutil.rmtree(private, ignore_errors=True)

    def interrupt(self) -> None:
        """Final, from any thread: the child is killed, the driver answers no more."""
        self._link.interrupt()

    def status(self) -> ScannerStatus:
        if self._is_spent:
            self._reopen()
        self._link.ask({"do": "look"})
        loaded = self._link.answer(self._open_timeout).head.get("paper_loaded")
        return ScannerStatus(paper_loaded=loaded if isinstance(loaded, bool) else None)

    def scan(self, settings: ScanSettings) -> Generator[ScannedPage]:
        """Pages as they come; closing the generator cancels the job, by killing the child if it must."""
        if self._is_spent or not self._link.running:
            self._reopen()
        self._link.ask({"do": "scan", "settings": asdict(settings)})
        pages = 0
        try:
            while "end" not in (frame := self._link.answer(self._page_timeout)).head:
                if "page" in frame.head:
                    pages += 1
                    yield page_of(pages, frame.body, settings.dpi)
        except GeneratorExit:
            self._link.cancel()
            raise
        except DeviceFailure:
            self._is_spent = True
            raise
        if frame.head["end"] != pages:
            raise failure(Trouble.PAGES_MISSING, f"{pages} pages came")
        if settings.source == "feeder" and settings.duplex and pages % 2:
            raise failure(Trouble.PAGES_MISSING, "an odd number of sides")

    def _reopen(self) -> None:
        self.close()
        self.open()

    def _only_ours(self) -> str:
        """With every backend loaded, SANE looks through the network for seconds."""
        self._private = Path(tempfile.mkdtemp(prefix="ow-sane-"))
        (self._private / "dll.conf").write_text(self._address.partition(":")[0] + "\n", encoding="utf-8")
        (self._private / "dll.d").mkdir()
        return f"{self._private}:{_SYSTEM_CONFIG}"
