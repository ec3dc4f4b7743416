"""An A4 printer on the wire: IPP over HTTP, ``python -m devices.page_printer.simulator --port N --control SOCKET``.

Port 0 takes a free one. Prints ``ready <port>``; the printer is ``ipp://127.0.0.1:<port>/ipp/print``, and at
``/printers/a4`` with the address of a queue. Actions of
``devices.simulator_control``: ``set_fault {fault, at = 1, times = 0}`` with :data:`FAULTS`, counted in pages that come
out: a condition is there at once at 1, at 3 after two pages, and lasts until ``none``; ``faults``;
``set_reasons {reasons, stopped}``: the words of another printer (keywords of ``printer-state-reasons``);
``set_pace {pages_a_look}``: how many pages come out between two questions for a job; ``clear``; ``state`` →
``{jobs, sizes, fault}``, the first two by id.
"""

import argparse
import asyncio
import itertools
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from devices.page_printer import ipp_codec as ipp
from devices.page_printer.ipp_codec import Attribute
from devices.page_printer.ipp_rules import JobState
from devices.simulator_control import Action, serve_control
from devices.simulator_faults import FaultPlan

FAULTS = {
    "paper_out": "no paper",
    "jam": "a sheet is stuck",
    "cover_open": "the cover is open",
    "toner_empty": "no toner; the printer is not stopped",
    "paused": "somebody stopped it at its panel",
    "abort": "the job aborts instead of the next page",
    "hold": "no page comes out and nothing is said",
}
_CONDITIONS: Mapping[str, tuple[str, bool]] = {
    "paper_out": ("media-empty-error", True),
    "jam": ("media-jam", True),
    "cover_open": ("door-open-error", True),
    "toner_empty": ("toner-empty", False),
    "paused": ("paused", True),
}
"""What the printer says, and whether it is stopped."""
_LASTING = (*_CONDITIONS, "hold")
_OK, _NOT_FOUND, _UNSUPPORTED, _BAD = 0x0000, 0x0406, 0x0501, 0x0400


@dataclass(slots=True)
class Job:
    size: int
    pages: int
    """As its sender counted them."""
    state: JobState = JobState.PENDING
    done: int = 0
    """Pages that came out."""


class Printer:
    """Answers requests; a job is looked at once before it is done, as a quick printer's is."""

    def __init__(self) -> None:
        self.jobs: dict[int, Job] = {}
        self.pages_a_look = 0
        """0: all of them."""
        self.words: tuple[list[str], bool] = ([], False)
        self.plan = FaultPlan(FAULTS)
        self._ids = itertools.count(1)

    def answer(self, data: bytes) -> bytes:
        try:
            request = ipp.decode(data)
        except ValueError:
            return ipp.encode(_BAD, 1, [(ipp.OPERATION, ipp.charset_and_language())])
        match request.code:
            case 0x000B:
                return self._say(request, _OK, [(ipp.PRINTER, self._about())])
            case 0x0002:
                job = next(self._ids)
                pages = request.group(ipp.OPERATION).get("job-impressions", (1,))[0]
                self.jobs[job] = Job(len(request.rest), pages if isinstance(pages, int) else 1)
                return self._say(request, _OK, [(ipp.JOB, self._job(job))])
            case 0x0008 | 0x0009:
                return self._about_job(request)
        return self._say(request, _UNSUPPORTED, [])

    def _about_job(self, request: ipp.Message) -> bytes:
        job = request.group(ipp.OPERATION).get("job-id", (0,))[0]
        if not isinstance(job, int) or job not in self.jobs:
            return self._say(request, _NOT_FOUND, [])
        if request.code == 0x0008:
            self.jobs[job].state = JobState.CANCELLED
            return self._say(request, _OK, [])
        said = self._say(request, _OK, [(ipp.JOB, self._job(job))])
        self._go_on(self.jobs[job])
        return said

    @property
    def condition(self) -> tuple[list[str], bool]:
        """``printer-state-reasons``, and whether it is stopped."""
        for fault, (reason, stopped) in _CONDITIONS.items():
            if self.plan.reigns(fault):
                return [reason], stopped
        return self.words

    def _go_on(self, job: Job) -> None:
        if job.state is JobState.PENDING and not self._is_stuck():
            job.state = JobState.PROCESSING
        elif job.state is JobState.PROCESSING:
            for _ in range(self.pages_a_look or job.pages):
                self._next_page(job)

    def _next_page(self, job: Job) -> None:
        if self._is_stuck() or job.state is not JobState.PROCESSING:
            return
        if self.plan.strikes("abort"):
            job.state = JobState.ABORTED
            return
        for fault in _LASTING:
            self.plan.strikes(fault)  # not yet: one page less to wait for
        job.done += 1
        if job.done >= job.pages:
            job.state = JobState.COMPLETED

    def _is_stuck(self) -> bool:
        return self.words[1] or any(self.plan.reigns(fault) for fault in _LASTING)

    def _about(self) -> list[Attribute]:
        reasons, stopped = self.condition
        return [
            Attribute(ipp.ENUM, "printer-state", [5 if stopped else 3]),
            Attribute(ipp.KEYWORD, "printer-state-reasons", reasons or ["none"]),
            Attribute(ipp.BOOLEAN, "printer-is-accepting-jobs", [1]),
            # CUPS follows a job to its end only on a printer that says it can be asked.
            Attribute(ipp.ENUM, "operations-supported", [0x0002, 0x0008, 0x0009, 0x000B]),
            Attribute(ipp.MIME, "document-format-supported", ["application/pdf"]),
            Attribute(ipp.KEYWORD, "ipp-versions-supported", ["1.1"]),
        ]

    def _job(self, job: int) -> list[Attribute]:
        return [
            Attribute(ipp.INTEGER, "job-id", [job]),
            Attribute(ipp.URI, "job-uri", [f"ipp://localhost/jobs/{job}"]),
            Attribute(ipp.ENUM, "job-state", [int(self.jobs[job].state)]),
            Attribute(ipp.KEYWORD, "job-state-reasons", ["none"]),
            Attribute(ipp.INTEGER, "job-impressions", [self.jobs[job].pages]),
            Attribute(ipp.INTEGER, "job-impressions-completed", [self.jobs[job].done]),
        ]

    @staticmethod
    def _say(request: ipp.Message, status: int, groups: list[tuple[int, list[Attribute]]]) -> bytes:
        return ipp.encode(status, request.request_id, [(ipp.OPERATION, ipp.charset_and_language()), *groups])


class Simulator:
    def __init__(self) -> None:
        self._printer = Printer()

    def app(self) -> Starlette:
        return Starlette(routes=[Route(path, self._print, methods=["POST"]) for path in ("/ipp/print", "/printers/a4")])

    def actions(self) -> dict[str, Action]:
        return {
            **self._printer.plan.actions(),
            "set_fault": self.set_fault,
            "set_reasons": self.set_reasons,
            "set_pace": self.set_pace,
            "clear": self.clear,
            "state": self.state,
        }

    async def set_reasons(self, reasons: list[str], stopped: bool = False) -> dict[str, Any]:
        self._printer.words = reasons, stopped
        return {}

    async def set_fault(self, fault: str, at: int = 1, times: int = 0) -> dict[str, Any]:
        """Of the printer as it is now: :meth:`clear` makes another one."""
        self._printer.plan.set(fault, at, times)
        return {}

    async def set_pace(self, pages_a_look: int) -> dict[str, Any]:
        """0: as fast as it goes."""
        self._printer.pages_a_look = pages_a_look
        return {}

    async def clear(self) -> dict[str, Any]:
        """As switched on anew."""
        self._printer = Printer()
        return {}

    async def state(self) -> dict[str, Any]:
        return {
            "jobs": {str(number): int(job.state) for number, job in self._printer.jobs.items()},
            "fault": self._printer.plan.name,
            "sizes": {str(number): job.size for number, job in self._printer.jobs.items()},
        }

    async def _print(self, request: Request) -> Response:
        return Response(self._printer.answer(await request.body()), media_type="application/ipp")


async def serve(port: int, control: Path, tls: Path | None = None) -> None:
    """Runs until SIGTERM or SIGINT."""
    simulator = Simulator()
    listener = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(
        simulator.app(),
        lifespan="off",
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
        ssl_certfile=tls,
    )
    person = await serve_control(control, simulator.actions())
    print(f"ready {listener.getsockname()[1]}", flush=True)
    async with person:
        await uvicorn.Server(config).serve([listener])


def main() -> None:
    parser = argparse.ArgumentParser(description="simulated A4 printer")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True)
    parser.add_argument("--tls", type=Path, help="PEM file with certificate and key: answer by https only")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.control, arguments.tls))


if __name__ == "__main__":
    main()
