"""An A4 printer through IPP: a queue of CUPS, or a printer that speaks IPP Everywhere itself."""

import http.client
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlsplit

from devices.driver_options import refuse_unknown
from devices.line_trust import TRUST_OPTIONS, line_trust
from devices.page_printer import ipp_codec as ipp
from devices.page_printer.ipp_codec import Attribute, Attributes, Message
from devices.page_printer.ipp_rules import (
    CONNECTING,
    IDLE,
    PROGRESS_ATTRIBUTES,
    JobState,
    Trouble,
    failure,
    near_end,
    progress_of,
    trouble_of,
)
from devices.page_printer.pdf_page_count import page_count
from devices.ports import PrinterStatus, PrintProgress

_PRINT_JOB, _CANCEL_JOB, _GET_JOB, _GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B
_MAX_ANSWER = 1_000_000
_WAIT_SLICE = 0.5
_REMEMBERED_SECONDS = 10.0
"""CUPS asks the printer only while it prints: what an idle queue says is what the job before met, a paper-out that was
put right long ago included. So an idle queue is believed to print, and what it said before a job counts for that job
only when the job had this time to renew the words."""
_CONNECTING_SECONDS = 15.0
"""A queue says that it is connecting whenever a job of its own begins; only one that goes on saying so is not connected
(RFC 8011, 5.4.12)."""
_JOB_NAME = "OneWindow"
"""Shown on printers and kept in logs: never a person's or an item's name."""


class IppPrinter:
    """Implements ``devices.ports.PagePrinter`` and ``Interruptible``.

    ``address``: ``ipp://host[:631]/printers/QUEUE`` (CUPS) or ``ipp://host/ipp/print``; ``ipps`` for TLS, which
    obeys option ``ca`` (:mod:`devices.line_trust`). Options, all optional: ``timeout`` seconds for an answer (10),
    ``print_timeout`` seconds until the job has to be done (180).
    """

    def __init__(
        self, address: str, options: Mapping[str, object], *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("ipp", "ipps", "http", "https") or not parts.hostname:
            raise ValueError("not the address of an IPP printer")
        self._secure = parts.scheme in ("ipps", "https")
        refuse_unknown(options, "timeout", "print_timeout", *TRUST_OPTIONS[self._secure])
        self._host, self._port = parts.hostname, parts.port or 631
        self._path = parts.path or "/ipp/print"
        self._trust = line_trust(options) if self._secure else None
        self._uri = f"{'ipps' if self._secure else 'ipp'}://{self._host}:{self._port}{self._path}"
        self._timeout = float(str(options.get("timeout", 10.0)))
        self._print_timeout = float(str(options.get("print_timeout", 180.0)))
        self._queue = self._path.startswith(("/printers/", "/classes/"))
        self._wait = wait
        self._requests = 0
        self._interrupted = False

    def open(self) -> None:
        self._printer()

    def close(self) -> None:
        """Nothing is held between requests."""

    def interrupt(self) -> None:
        """Final, from any thread: what is waited for is given up."""
        self._interrupted = True

    def status(self) -> PrinterStatus:
        state, reasons = self._printer()
        if not self._queue or state != IDLE:
            self._refuse_when_in_trouble(state, reasons)
        return PrinterStatus(paper_near_end=near_end(reasons))

    def print(self, data: bytes, tell: Callable[[PrintProgress], None] = lambda _: None) -> None:
        """``data``: a PDF. Returns when the printer says that the job is completed; a job that is not completed in
        time, or whose printer needs a person, is cancelled, so that nothing comes out later unasked."""
        remembered = self._remembered()
        job = self._start(data)
        done = False
        try:
            self._await_end(job, remembered, tell)
            done = True
        finally:
            if not done:
                self._cancel(job)

    def _remembered(self) -> frozenset[str]:
        """What a queue says before a job, which may be about another; raises what keeps a printer from printing."""
        state, reasons = self._printer()
        remembered = frozenset(reasons if self._queue else ())
        self._refuse_when_in_trouble(state, reasons, remembered)
        return remembered

    @staticmethod
    def _refuse_when_in_trouble(state: int, reasons: Sequence[str], but: Collection[str] = ()) -> None:
        if trouble := trouble_of(state, [word for word in reasons if word not in but]):
            raise failure(trouble, " ".join(reasons))

    def _start(self, data: bytes) -> int:
        about = [
            Attribute(ipp.NAME, "job-name", [_JOB_NAME]),
            Attribute(ipp.MIME, "document-format", ["application/pdf"]),
        ]
        if pages := page_count(data):
            about.append(Attribute(ipp.INTEGER, "job-impressions", [pages]))
        answer = self._ask(_PRINT_JOB, about, data)
        job = answer.group(ipp.JOB).get("job-id", (0,))[0]
        if not isinstance(job, int) or job <= 0:
            raise failure(Trouble.REFUSED, "no job id")
        return job

    def _await_end(self, job: int, remembered: Collection[str], tell: Callable[[PrintProgress], None]) -> None:
        began = time.monotonic()
        end, renewed = began + self._print_timeout, began + _REMEMBERED_SECONDS
        connected = began
        before: PrintProgress | None = None
        while time.monotonic() < end and not self._interrupted:
            told = self._job(job)
            if (progress := progress_of(told)) is not None and progress != before:
                tell(progress)
                before = progress
            state = told.get("job-state", (0,))[0]
            if state == JobState.COMPLETED:
                return
            if state in (JobState.CANCELLED, JobState.ABORTED, JobState.HELD):
                raise failure(Trouble.REFUSED, f"job state {state}")
            printer_state, reasons = self._printer()
            now = time.monotonic()
            connected = connected if CONNECTING in reasons else now
            is_connecting = self._queue and now - connected < _CONNECTING_SECONDS
            but = {*(() if now > renewed else remembered), *((CONNECTING,) if is_connecting else ())}
            self._refuse_when_in_trouble(printer_state, reasons, but)
            self._wait(_WAIT_SLICE)
        raise failure(Trouble.SILENT, "job not completed in time")

    def _job(self, job: int) -> Attributes:
        about = [
            Attribute(ipp.INTEGER, "job-id", [job]),
            Attribute(ipp.KEYWORD, "requested-attributes", ["job-state", "job-state-reasons", *PROGRESS_ATTRIBUTES]),
        ]
        return self._ask(_GET_JOB, about).group(ipp.JOB)

    def _cancel(self, job: int) -> None:
        line = self._line()
        body = self._request(_CANCEL_JOB, [Attribute(ipp.INTEGER, "job-id", [job])])
        try:
            line.request("POST", self._path, body, {"Content-Type": "application/ipp"})
            line.getresponse().read(_MAX_ANSWER)
        except (OSError, http.client.HTTPException):
            # The failure that led here is the one to tell; the printer is asked for its state again anyway.
            return
        finally:
            line.close()

    def _printer(self) -> tuple[int, list[str]]:
        wanted = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"]
        about = [Attribute(ipp.KEYWORD, "requested-attributes", wanted)]
        told = self._ask(_GET_PRINTER, about).group(ipp.PRINTER)
        state = told.get("printer-state", (0,))[0]
        if not isinstance(state, int) or not state:
            raise failure(Trouble.REFUSED, "no printer-state")
        if told.get("printer-is-accepting-jobs", (1,))[0] == 0:
            raise failure(Trouble.STOPPED, "not accepting jobs")
        return state, [word for word in told.get("printer-state-reasons", ()) if isinstance(word, str)]

    def _ask(self, operation: int, about: Sequence[Attribute], document: bytes = b"") -> Message:
        line = self._line()
        try:
            body = self._request(operation, about) + document
            line.request("POST", self._path, body, {"Content-Type": "application/ipp"})
            response = line.getresponse()
            status, answer = response.status, response.read(_MAX_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise failure(Trouble.UNREACHABLE, type(error).__name__) from None
        finally:
            line.close()
        try:
            message = ipp.decode(answer)
        except ValueError as error:
            raise failure(Trouble.REFUSED, f"HTTP {status}: {error}") from None
        if message.code >= 0x0100:
            raise failure(Trouble.REFUSED, f"operation {operation:04x} status {message.code:04x}")
        return message

    def _request(self, operation: int, about: Sequence[Attribute]) -> bytes:
        self._requests += 1
        head = [*ipp.charset_and_language(), Attribute(ipp.URI, "printer-uri", [self._uri])]
        # job-id must follow the printer's URI at once (RFC 8011, section 4.1.5).
        asked = [a for a in about if a.name == "job-id"]
        others = [a for a in about if a.name != "job-id"]
        return ipp.encode(operation, self._requests, [(ipp.OPERATION, [*head, *asked, *others])])

    def _line(self) -> http.client.HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._trust)
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
