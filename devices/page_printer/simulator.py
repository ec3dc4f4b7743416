"""An A4 printer on the wire: IPP over HTTP, ``python -m devices.page_printer.simulator --port N --control SOCKET``.

Port 0 takes a free one. Prints ``ready <port>``; the printer is ``ipp://127.0.0.1:<port>/ipp/print``. Actions of
``devices.simulator_control``: ``set_state {reasons, stopped}`` (keywords of ``printer-state-reasons``),
``set_fault {fault}``: ``none``, ``abort`` (jobs abort), ``hold`` (jobs never end); ``set_pace {pages_a_look}``: how
many pages come out between two questions for a job; ``clear``; ``state`` → ``{jobs, sizes}`` by id.
"""

import argparse
import asyncio
import itertools
import socket
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

FAULTS = ("none", "abort", "hold")
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
        self.reasons: list[str] = []
        self.stopped = False
        self.fault = "none"
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

    def _go_on(self, job: Job) -> None:
        if self.fault == "hold" or self.stopped:
            return
        if job.state is JobState.PENDING:
            job.state = JobState.PROCESSING
        elif job.state is JobState.PROCESSING:
            job.done = min(job.pages, job.done + (self.pages_a_look or job.pages))
            if self.fault == "abort":
                job.state = JobState.ABORTED
            elif job.done == job.pages:
                job.state = JobState.COMPLETED

    def _about(self) -> list[Attribute]:
        return [
            Attribute(ipp.ENUM, "printer-state", [5 if self.stopped else 3]),
            Attribute(ipp.KEYWORD, "printer-state-reasons", self.reasons or ["none"]),
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
        return Starlette(routes=[Route("/ipp/print", self._print, methods=["POST"])])

    def actions(self) -> dict[str, Action]:
        return {
            "set_state": self.set_state,
            "set_fault": self.set_fault,
            "set_pace": self.set_pace,
            "clear": self.clear,
            "state": self.state,
        }

    async def set_state(self, reasons: list[str], stopped: bool = False) -> dict[str, Any]:
        self._printer.reasons, self._printer.stopped = reasons, stopped
        return {}

    async def set_fault(self, fault: str) -> dict[str, Any]:
        if fault not in FAULTS:
            raise ValueError(fault)
        self._printer.fault = fault
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
