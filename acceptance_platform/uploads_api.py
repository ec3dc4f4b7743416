"""``/v1/uploads``: tus 1.0.0 with creation, creation-with-upload, checksum, termination and expiration.

An upload exists because a manifest, of a hand-in or of a draft, names its digest; creating it again only finds it.
"""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from acceptance_platform import expected_objects, tus_headers
from acceptance_platform.access import CallingDevice
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.full_disk import full_disk_told
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.unfinished_uploads import UnfinishedUploads
from acceptance_platform.upload_body import append_body
from acceptance_platform.upload_files import UploadFiles
from acceptance_platform.upload_turns import UploadTurns
from domain.failures import FailureCode

Arrived = Callable[[str], None]
"""Told the digest of an object that became whole; from a thread."""


class UploadsApi:
    def __init__(
        self,
        database: Database,
        files: UploadFiles,
        turns: UploadTurns,
        unfinished: UnfinishedUploads,
        arrived: Arrived,
    ) -> None:
        self._database = database
        self._files = files
        self._turns = turns
        self._unfinished = unfinished
        self._arrived = arrived

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/uploads")
        router.add_api_route("", self.options, methods=["OPTIONS"])
        router.add_api_route("", self.create, methods=["POST"])
        router.add_api_route("/{digest}", self.options, methods=["OPTIONS"])
        router.add_api_route("/{digest}", self.head, methods=["HEAD"])
        router.add_api_route("/{digest}", self.patch, methods=["PATCH"])
        router.add_api_route("/{digest}", self.terminate, methods=["DELETE"])
        return router

    def options(self, _device: CallingDevice) -> Response:
        return Response(status_code=204, headers=tus_headers.CAPABILITIES)

    async def head(self, digest: str, request: Request, device: CallingDevice) -> Response:
        tus_headers.require_version(request.headers)
        await self._expire_old()
        size = await run_in_threadpool(self._size, digest, device)
        async with self._turns.take(digest):
            offset = await run_in_threadpool(self._files.settle, digest, size)
        expires = await run_in_threadpool(self._unfinished.expires, digest)
        return _answer(200, offset, {"Upload-Length": str(size)} | tus_headers.expires(expires))

    async def patch(self, digest: str, request: Request, device: CallingDevice) -> Response:
        tus_headers.require_version(request.headers)
        tus_headers.require_content_type(request.headers)
        claimed = tus_headers.number(request.headers, "upload-offset")
        with self._turns.arriving(digest):
            size = await run_in_threadpool(self._size, digest, device)
            offset, more = await self._receive(digest, request, claimed, size)
        return _answer(204, offset, more)

    async def create(self, request: Request, device: CallingDevice) -> Response:
        """The digest comes in ``Upload-Metadata``; bytes of the body, if any, are the first of the upload."""
        tus_headers.require_version(request.headers)
        digest = tus_headers.metadata(request.headers).get("digest", "")
        await run_in_threadpool(self._unfinished.create_again, digest)
        size = await run_in_threadpool(self._size, digest, device)
        if tus_headers.number(request.headers, "upload-length") != size:
            raise invalid_request(422, "upload-length: the manifest says another")
        offset, more = await run_in_threadpool(self._files.durable_size, digest), dict[str, str]()
        if request.headers.get("content-type") == tus_headers.CONTENT_TYPE:
            with self._turns.arriving(digest):
                offset, more = await self._receive(digest, request, 0, size)
        return _answer(201, offset, {"Location": f"/v1/uploads/{digest}"} | more)

    async def terminate(self, digest: str, request: Request, device: CallingDevice) -> Response:
        """Forgets the bytes of an upload that is not whole; the upload itself stays, its manifest names it."""
        tus_headers.require_version(request.headers)
        await run_in_threadpool(self._size, digest, device)
        async with self._turns.take(digest):
            await run_in_threadpool(self._files.discard, digest)
        return Response(status_code=204)

    async def _receive(self, digest: str, request: Request, claimed: int, size: int) -> tuple[int, dict[str, str]]:
        """The offset and, while bytes are missing, the header that tells until when they are waited for."""
        checksum = tus_headers.checksum(request.headers)
        await self._expire_old()
        async with self._turns.take(digest) as stop:
            offset = await run_in_threadpool(self._files.durable_size, digest)
            if claimed != offset:
                raise Refused(FailureCode.UPLOAD_OFFSET_MISMATCH, 409, headers={"Upload-Offset": str(offset)})
            if offset < size:
                with full_disk_told(), self._files.appending(digest) as file:
                    await append_body(request, file, size - offset, checksum, stop)
            is_whole = self._files.size(digest) == size
            offset = await run_in_threadpool(self._files.settle, digest, size)
        if is_whole and offset < size:
            raise Refused(FailureCode.UPLOAD_DIGEST_MISMATCH, 460, "start again from 0")
        if is_whole:
            await run_in_threadpool(self._arrived, digest)
            return offset, {}
        return offset, tus_headers.expires(await run_in_threadpool(self._unfinished.grew, digest))

    async def _expire_old(self) -> None:
        for digest in await run_in_threadpool(self._unfinished.due):
            async with self._turns.take(digest):
                await run_in_threadpool(self._unfinished.expire, digest)

    def _size(self, digest: str, device: Device) -> int:
        with self._database.reading() as connection:
            size = expected_objects.upload_size(connection, digest, device.device_id)
            is_gone = self._unfinished.is_gone(connection, digest)
        if size is None or is_gone:
            raise Refused(FailureCode.UPLOAD_UNKNOWN, 404 if size is None else 410)
        return size


def _answer(status: int, offset: int, more: dict[str, str] | None = None) -> Response:
    headers = {"Upload-Offset": str(offset), "Cache-Control": "no-store"}
    return Response(status_code=status, headers=headers | (more or {}))
