"""Objects of one packet: small ones are checked in memory and become objects with one sync each and one for all."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from acceptance_platform.full_disk import full_disk_told
from acceptance_platform.packet_stream import StreamEnded
from acceptance_platform.problems import Refused
from acceptance_platform.upload_files import UploadFiles
from domain.contract.packet import Frame
from domain.failures import FailureCode

MEMORY_BYTES = 1 << 20
"""The largest object that is held in memory until it is whole."""
_WRITES = 4
"""Objects of one packet on their way to the disk at once."""


class PacketFiles:
    """Of one request. The caller holds each object's turn."""

    def __init__(self, files: UploadFiles) -> None:
        self._files = files
        self._room = asyncio.Semaphore(_WRITES)
        self._writes: dict[str, asyncio.Task[Path]] = {}

    async def take(self, frame: Frame, size: int, pieces: AsyncIterator[bytes]) -> None:
        """One frame of an object of ``size`` bytes; small ones count only after :meth:`seal`."""
        held = await run_in_threadpool(self._files.durable_size, frame.digest)
        if frame.offset > held or frame.offset + frame.length > size:
            raise Refused(FailureCode.PACKET_FRAME_MISPLACED, 409, headers={"Upload-Offset": str(held)})
        if held == size:
            async for _ in pieces:
                continue
        elif held == 0 and frame.length == size <= MEMORY_BYTES:
            await self._whole(frame.digest, pieces)
        else:
            await self._append(frame, held, pieces)
            await run_in_threadpool(self._files.settle, frame.digest, size)

    async def seal(self) -> None:
        """Everything that was taken becomes durable."""
        with full_disk_told():
            await asyncio.gather(*self._writes.values())
        written = {digest: task.result() for digest, task in self._writes.items()}
        await run_in_threadpool(self._files.seal_written, written)

    async def _whole(self, digest: str, pieces: AsyncIterator[bytes]) -> None:
        data = bytearray()
        try:
            async for piece in pieces:
                data += piece
        except StreamEnded:
            self._write_part(digest, data)
            raise
        if hashlib.sha256(data).hexdigest() == digest and digest not in self._writes:
            await self._room.acquire()
            self._writes[digest] = asyncio.create_task(run_in_threadpool(self._files.write_whole, data))
            self._writes[digest].add_done_callback(lambda _: self._room.release())

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
