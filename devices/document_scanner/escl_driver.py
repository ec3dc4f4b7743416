"""A document scanner with eSCL (AirScan, AirPrint scanning) over the network."""

import contextlib
import logging
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from typing import TypeVar

from devices.document_scanner import escl_xml
from devices.document_scanner.delivered_page import page_of
from devices.document_scanner.escl_http import Answer, Base, EsclLine
from devices.document_scanner.escl_quirks import Quirks, quirks_of
from devices.document_scanner.escl_rules import Next, Progress, is_completed, judge_no_job, judge_no_page, trouble_of
from devices.document_scanner.escl_xml import AdfState, Capabilities, DeviceState
from devices.document_scanner.scan_failures import Trouble, failure
from devices.driver_options import refuse_unknown
from devices.errors import DeviceFailure
from devices.events import ScannedPage
from devices.line_trust import TRUST_OPTIONS, line_trust
from devices.ports import ScannerStatus, ScanSettings

T = TypeVar("T")
_log = logging.getLogger(__name__)
_WARM_UP_ROUNDS = 60
_CLEAN_UP_SECONDS = 3.0


class EsclScanner:
    """Implements ``devices.ports.DocumentScanner``.

    ``address``: ``http://host:port/eSCL`` or ``https``, which obeys option ``ca`` (:mod:`devices.line_trust`). Options,
    all optional: ``timeout`` seconds for an answer (10), ``page_timeout`` seconds for a page (60), ``retry_pause``
    seconds between two tries (1), ``exclusive`` whether every job on the device may be removed, because nobody else
    uses it (true).
    """

    def __init__(
        self, address: str, options: Mapping[str, object], *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        base = Base.parse(address)
        refuse_unknown(options, "timeout", "page_timeout", "retry_pause", "exclusive", *TRUST_OPTIONS[base.secure])
        trust = line_trust(options) if base.secure else None
        self._line = EsclLine(base, _seconds(options, "timeout", 10.0), trust)
        self._page_timeout = _seconds(options, "page_timeout", 60.0)
        self._retry_pause = _seconds(options, "retry_pause", 1.0)
        self._exclusive = bool(options.get("exclusive", True))
        self._wait = wait
        self._capabilities: Capabilities | None = None
        self._quirks = Quirks()

    def open(self) -> None:
        self._learn()

    def close(self) -> None:
        """Nothing is held between requests."""

    def interrupt(self) -> None:
        """May be called from any thread; a job under way is still removed from the device."""
        self._line.interrupt()

    def _learn(self) -> Capabilities:
        answer = self._ask_well("ScannerCapabilities")
        self._capabilities = _understood(escl_xml.parse_capabilities, answer.body)
        self._quirks = quirks_of(self._capabilities.model, answer.headers.get("server", ""))
        return self._capabilities

    def status(self) -> ScannerStatus:
        state = self._state()
        if trouble := trouble_of(state):
            raise failure(trouble)
        return ScannerStatus(
            paper_loaded=state.adf is AdfState.LOADED,
            warming_up=state.state == "Testing",
            busy=state.state == "Processing",
        )

    def scan(self, settings: ScanSettings) -> Generator[ScannedPage]:
        """Pages as they come; closing the generator cancels the job on the device."""
        self._wait_until_ready(settings)
        delivered = yield from self._job(settings, 0)
        while self._quirks.one_page_a_job and self._state().adf is AdfState.LOADED:
            delivered = yield from self._job(settings, delivered)

    def _job(self, settings: ScanSettings, before: int) -> Generator[ScannedPage, None, int]:
        """One job on the device; returns the number of the last page. ``before``: pages of earlier jobs."""
        path, completed = self._start_job(settings), False
        try:
            last, completed = yield from self._pages(path, settings, before)
        finally:
            if not completed:
                self._remove_job(path)
        return last

    def _wait_until_ready(self, settings: ScanSettings) -> None:
        for _ in range(_WARM_UP_ROUNDS):
            state = self._state()
            if settings.source == "feeder" and (trouble := trouble_of(state)):
                raise failure(trouble)
            if state.state != "Testing":
                break
            self._wait(self._retry_pause)
        if settings.source == "feeder" and state.adf is AdfState.EMPTY:
            raise failure(Trouble.FEEDER_EMPTY)
        self._remove_stale_jobs(state)

    def _start_job(self, settings: ScanSettings) -> str:
        capabilities = self._capabilities or self._learn()
        if self._quirks.max_dpi:
            settings = replace(settings, dpi=min(settings.dpi, self._quirks.max_dpi))
        if reason := escl_xml.unsupported(settings, capabilities):
            raise failure(Trouble.REFUSED, reason)
        body = escl_xml.scan_settings(settings, capabilities)
        retries = 0
        while (answer := self._ask("POST", "ScanJobs", body=body)).status != 201:
            state = self._state()
            verdict = judge_no_job(answer.status, state, retries)
            if isinstance(verdict, Trouble):
                raise failure(verdict, f"POST {answer.status}")
            self._remove_stale_jobs(state)
            retries += 1
            self._wait(self._retry_pause)
        if not answer.headers.get("location"):
            raise failure(Trouble.ANSWER_INVALID, "job without Location")
        return self._line.base.path_of(answer.headers["location"])

    def _pages(self, path: str, settings: ScanSettings, before: int) -> Generator[ScannedPage, None, tuple[int, bool]]:
        """The number of the last page, and whether the device has said that the job is completed."""
        pages, retries, completed = 0, 0, False
        from_feeder = settings.source == "feeder"
        while from_feeder or not pages:
            asked = time.monotonic()
            answer = self._ask("GET", f"{path}/NextDocument", wait=self._page_timeout)
            if answer.cut_off:
                raise failure(self._reason_of_loss(), f"page {pages + 1} cut off")
            if answer.status == 200:
                pages, retries = pages + 1, 0
                took = time.monotonic() - asked
                yield page_of(before + pages, answer.body, settings.dpi)
                self._pause_for_slow_minds(took)
                continue
            progress = Progress(pages, retries, from_feeder, from_feeder and settings.duplex, path)
            state = self._state()
            verdict = judge_no_page(answer.status, state, progress, self._quirks)
            if isinstance(verdict, Trouble):
                raise failure(verdict, f"NextDocument {answer.status} after {pages} pages")
            if verdict is Next.END:
                completed = is_completed(state, path)
                break
            retries += 1
            self._wait(self._retry_pause)
        return before + pages, completed

    def _reason_of_loss(self) -> Trouble:
        return trouble_of(self._state()) or Trouble.PAGES_MISSING

    def _pause_for_slow_minds(self, took: float) -> None:
        if self._quirks.pause_before_page:
            self._wait(min(self._retry_pause, took / 2))

    def _remove_stale_jobs(self, state: DeviceState) -> None:
        """A job of a process that was killed holds the device; no job of ours runs now."""
        if not self._exclusive:
            return
        for job in state.jobs:
            if job.state in ("Pending", "Processing") and job.uri:
                _log.warning("removing a stale job from the scanner")
                self._remove_job(self._line.base.path_of(job.uri))

    def _remove_job(self, path: str) -> None:
        if self._quirks.skip_delete:
            return
        # The pages are judged already; a job that cannot be removed now is removed before the next one.
        with contextlib.suppress(DeviceFailure):
            self._ask("DELETE", path, wait=_CLEAN_UP_SECONDS)

    def _state(self) -> DeviceState:
        return _understood(escl_xml.parse_status, self._ask_well("ScannerStatus").body)

    def _ask_well(self, path: str) -> Answer:
        for _ in range(10):
            answer = self._ask("GET", path)
            if answer.status == 200 and not answer.cut_off:
                return answer
            if answer.status != 503:
                break
            self._wait(self._retry_pause)
        raise failure(Trouble.ANSWER_INVALID, f"{path} {answer.status}")

    def _ask(self, method: str, path: str, *, body: bytes | None = None, wait: float = 0) -> Answer:
        host = self._line.base.host_with_port() if self._quirks.port_in_host else ""
        if method == "POST" and self._quirks.localhost_on_post:
            host = "localhost"
        return self._line.ask(method, path, host=host, body=body, wait=wait)


def _understood(parse: Callable[[bytes], T], body: bytes) -> T:
    try:
        return parse(body)
    except ValueError as error:
        raise failure(Trouble.ANSWER_INVALID, str(error)) from None


def _seconds(options: Mapping[str, object], name: str, usual: float) -> float:
    value = options.get(name, usual)
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise ValueError(f"option {name} is not a number of seconds")
    return float(value)
