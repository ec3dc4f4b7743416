"""The HTTP side of the simulated scanner, and what a person may do to it."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from devices.document_scanner import simulator_xml
from devices.document_scanner.simulator_feeder import Feeder, Job
from devices.document_scanner.simulator_habits import HABITS, host_is_welcome
from devices.document_scanner.simulator_pages import Look, Sheet, Side, scan_side
from devices.driver_options import refuse_unknown
from devices.simulator_control import Action

_CHUNK = 1 << 16
_SLOW_SECONDS = 2.5


class CutLine(Exception):
    """Ends an answer in its middle: the server drops the connection."""


class Simulator:
    def __init__(self) -> None:
        self._feeder = Feeder()
        self._pages_per_minute = 0
        self._ready: dict[tuple[Sheet, bool, Look], asyncio.Task[Side]] = {}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/eSCL/ScannerCapabilities", self._capabilities),
                Route("/eSCL/ScannerStatus", self._status),
                Route("/eSCL/ScanJobs", self._create, methods=["POST"]),
                Route("/eSCL/ScanJobs/{job_id}/NextDocument", self._next),
                Route("/eSCL/ScanJobs/{job_id}", self._delete, methods=["DELETE"]),
            ]
        )

    def actions(self) -> dict[str, Action]:
        return {
            "load_sheets": self.load_sheets,
            "clear": self.clear,
            **self._feeder.plan.actions(),
            "set_fault": self.set_fault,
            "set_model": self.set_model,
            "set_pace": self.set_pace,
            "state": self.state,
        }

    async def load_sheets(self, sheets: list[dict[str, str | None]]) -> dict[str, Any]:
        for sheet in sheets:
            refuse_unknown(sheet, "front", "back")
        loaded = [
            Sheet(Path(str(sheet["front"])), Path(back) if (back := sheet.get("back")) else None) for sheet in sheets
        ]
        for side in (side for sheet in loaded for side in (sheet.front, sheet.back) if side is not None):
            if not side.is_file():
                raise FileNotFoundError(side)
        self._feeder.load(loaded)
        return {"loaded": len(self._feeder.sheets)}

    async def clear(self) -> dict[str, Any]:
        self._feeder.clear()
        return {}

    async def set_fault(self, fault: str, at: int = 1, times: int = 0) -> dict[str, Any]:
        self._feeder.set_fault(fault, at, times)
        return {}

    async def set_model(self, model: str) -> dict[str, Any]:
        if model not in HABITS:
            raise ValueError(model)
        self._feeder.become(HABITS[model])
        return {}

    async def set_pace(self, pages_per_minute: int) -> dict[str, Any]:
        """0: as fast as it goes."""
        self._pages_per_minute = pages_per_minute
        return {}

    async def state(self) -> dict[str, Any]:
        feeder = self._feeder
        return {
            "loaded": len(feeder.sheets),
            "jobs": len(feeder.jobs),
            "served": list(feeder.served),
            "fault": feeder.plan.name,
            "stuck": feeder.stuck,
        }

    async def _capabilities(self, _: Request) -> Response:
        habits = self._feeder.habits
        said = {"Server": habits.server} if habits.server else {}
        return Response(simulator_xml.capabilities(habits), media_type="text/xml", headers=said)

    async def _status(self, _: Request) -> Response:
        return Response(simulator_xml.status(self._feeder), media_type="text/xml")

    async def _create(self, request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        look, duplex, from_feeder = simulator_xml.read_job(body)
        feeder = self._feeder
        if feeder.running or feeder.blocked or feeder.cold or feeder.plan.strikes("busy_job"):
            return Response(status_code=503)
        if feeder.jams_for_nothing(from_feeder=from_feeder) or (from_feeder and not feeder.sheets):
            return Response(status_code=409)
        if feeder.plan.strikes("refuse") or not simulator_xml.supports(look, feeder.habits):
            return Response(status_code=400)
        if not host_is_welcome(feeder.habits, request.headers.get("host", "")):
            return Response(status_code=400)
        job = feeder.start(look, duplex=duplex, from_feeder=from_feeder)
        self._prepare(job)
        named = {"Location": feeder.habits.location.format(id=job.id)}
        if feeder.habits.cuts_answer:
            return StreamingResponse(_stream(b"created", cut=True), 201, named)
        return Response(status_code=201, headers=named)

    async def _delete(self, request: Request) -> Response:
        job = self._feeder.job(request.path_params["job_id"])
        if job is None:
            return Response(status_code=404)
        self._feeder.blocked = self._feeder.habits.delete_blocks
        if job.state == "Processing":
            job.state = "Canceled"
            self._feeder.back_is_next = False
        return Response(status_code=200)

    async def _next(self, request: Request) -> Response:
        feeder, job = self._feeder, self._feeder.job(request.path_params["job_id"])
        if job is None or job.state == "Canceled":
            return Response(status_code=404)
        if feeder.plan.strikes("busy"):
            return Response(status_code=503)
        if denied := 0 if feeder.stuck else feeder.denies(job, time.monotonic()):
            return Response(status_code=denied)
        if job.from_feeder and feeder.strikes_paper(job):
            return Response(status_code=409)
        if feeder.plan.strikes("paper_left"):
            job.state = "Completed"
            return Response(status_code=404)
        side = await self._next_side(job)
        if side is None:
            job.state = "Completed"
            return Response(status_code=409 if feeder.plan.strikes("end_409") else feeder.habits.end)
        cut = feeder.plan.strikes("drop_mid_page")
        if not cut:
            feeder.record(job, side)
        return StreamingResponse(_stream(side.data, cut=cut), media_type="image/jpeg")

    async def _next_side(self, job: Job) -> Side | None:
        due = self._feeder.next_side(job)
        if due is None:
            return None
        if self._feeder.plan.strikes("slow"):
            await asyncio.sleep(_SLOW_SECONDS)
        if self._pages_per_minute:
            await asyncio.sleep(60 / self._pages_per_minute)
        side = await self._scanned(*due, job.look)
        if job.state != "Processing":
            return None
        self._feeder.feed(job)
        job.denied, job.page_at = 0, time.monotonic()
        self._prepare(job)
        return side

    def _prepare(self, job: Job) -> None:
        """Begin with the next side while this one is on the line, as a feeder does."""
        if due := self._feeder.next_side(job):
            self._task(*due, job.look)

    async def _scanned(self, sheet: Sheet, back: bool, look: Look) -> Side:
        side = await self._task(sheet, back, look)
        self._ready.pop((sheet, back, look), None)
        return side

    def _task(self, sheet: Sheet, back: bool, look: Look) -> "asyncio.Task[Side]":
        key = (sheet, back, look)
        if key not in self._ready:
            self._ready[key] = asyncio.create_task(asyncio.to_thread(scan_side, sheet, back=back, look=look))
        return self._ready[key]


async def _stream(data: bytes, *, cut: bool) -> AsyncIterator[bytes]:
    """Chunked, without a length, as most scanners send."""
    for at in range(0, len(data) // 2 if cut else len(data), _CHUNK):
        yield data[at : at + _CHUNK]
    if cut:
        raise CutLine
