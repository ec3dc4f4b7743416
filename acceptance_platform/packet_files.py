"""Objects of packets: small ones are checked in memory and become objects at once, with one sync each."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from acceptance_platform.full_disk import full_disk_told
from acceptance_platform.packet_stream import StreamEnded
from acceptance_platform.problems import Refused
from acceptance_platform.upload_files import UploadFiles
from domain.contract.packet import Frame
from domain.failures import FailureCode

MEMORY_BYTES = 1 << 20
"""The largest object that is held in memory until it is whole."""


class PacketFiles:
    """The caller holds each object's turn."""

    def __init__(self, files: UploadFiles) -> None:
        self._files = files

    async def take(self, frame: Frame, size: int, pieces: AsyncIterator[bytes]) -> bool:
        """One frame of an object of ``size`` bytes. Whether it is under a temporary name until :meth:`seal`."""
        held = await run_in_threadpool(self._files.durable_size, frame.digest)
        if frame.offset > held or frame.offset + frame.length > size:
            raise Refused(FailureCode.PACKET_FRAME_MISPLACED, 409, headers={"Upload-Offset": str(held)})
        if held == size:
            async for _ in pieces:
                continue
            return False
        if held == 0 and frame.length == size <= MEMORY_BYTES:
            return await self._whole(frame.digest, pieces)
        await self._append(frame, held, pieces)
        await run_in_threadpool(self._files.settle, frame.digest, size)
        return False

    async def seal(self, digests: list[str]) -> None:
        await run_in_threadpool(self._files.seal_written, digests)

    async def _whole(self, digest: str, pieces: AsyncIterator[bytes]) -> bool:
        data = bytearray()
        try:
            async for piece in pieces:
                data += piece
        except (StreamEnded, asyncio.CancelledError):
            self._write_part(digest, data)
            raise
        if hashlib.sha256(data).hexdigest() != digest:
            return False
        with full_disk_told():
            await run_in_threadpool(self._files.write_whole, digest, data)
        return True

    def _write_part(self, digest: str, data: bytearray) -> None:
        if data:
            with full_disk_told(), self._files.appending(digest) as file:
                file.write(data)

    async def _append(self, frame: Frame, held: int, pieces: AsyncIterator[bytes]) -> None:
        known = held - frame.offset
        with full_disk_told(), self._files.appending(frame.digest) as file:
            async for piece in pieces:
                fresh = memoryview(piece)[known:]
                known = max(known - len(piece), 0)
                while fresh:
                    fresh = fresh[file.write(fresh) :]
