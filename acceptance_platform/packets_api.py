"""``POST /v1/packets``: many objects in one request, a small hand-in in one round trip."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from acceptance_platform.access import CallingDevice
from acceptance_platform.devices import Device
from acceptance_platform.packet_desk import PacketDesk
from acceptance_platform.packet_files import PacketFiles
from acceptance_platform.packet_stream import PacketStream, StreamEnded
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.upload_files import UploadFiles
from acceptance_platform.upload_turns import UploadTurns
from acceptance_platform.uploads_api import Arrived
from domain.contract.packet import CONTENT_TYPE


class PacketsApi:
    def __init__(self, desk: PacketDesk, files: UploadFiles, turns: UploadTurns, arrived: Arrived) -> None:
        self._desk = desk
        self._files = files
        self._turns = turns
        self._arrived = arrived

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/packets", self.receive, methods=["POST"])
        return router

    async def receive(self, request: Request, device: CallingDevice) -> Response:
        if request.headers.get("content-type") != CONTENT_TYPE:
            raise invalid_request(415, CONTENT_TYPE)
        stream = PacketStream(request)
        try:
            return await self._receive(stream, device)
        except Refused:
            await stream.drain()
            raise
        except StreamEnded as e:
            raise invalid_request(400, "the packet broke off") from e

    async def _receive(self, stream: PacketStream, device: Device) -> Response:
        head = await stream.head()
        owner = await run_in_threadpool(self._desk.begin, head, device)
        digests = await self._take_frames(stream, owner)
        for digest in () if head.complete else digests:
            await run_in_threadpool(self._arrived, digest)
        status = await run_in_threadpool(self._desk.end, head, owner)
        if status is None:
            return Response(status_code=204)
        return JSONResponse(status.model_dump(mode="json"))

    async def _take_frames(self, stream: PacketStream, owner: Device) -> list[str]:
        """Digests of what came; not all of it must be whole."""
        files = PacketFiles(self._files)
        digests = []
        try:
            while frame := await stream.frame():
                size = await run_in_threadpool(self._desk.size, frame.digest, owner)
                with self._turns.arriving(frame.digest):
                    async with self._turns.take(frame.digest) as stop:
                        await files.take(frame, size, stream.pieces(frame.length, stop))
                digests.append(frame.digest)
        finally:
            await asyncio.shield(files.seal())
        return digests
