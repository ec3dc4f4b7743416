"""The bytes of one request, appended to one upload as they come."""

import asyncio
import hmac
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import BinaryIO

from starlette.requests import ClientDisconnect, Request

from acceptance_platform.problems import Refused
from acceptance_platform.tus_headers import Checksum
from domain.failures import FailureCode


async def append_body(
    request: Request, file: BinaryIO, room: int, checksum: Checksum | None, stop: asyncio.Event
) -> None:
    """Ends when the body ends, the line breaks or ``stop`` is set; what came until then is kept.

    Refused, and taken back: a body longer than ``room`` and one that is whole but not what ``checksum`` says.
    Half a body cannot be told by its checksum; the digest of the whole object will tell.
    """
    start = os.fstat(file.fileno()).st_size
    state = checksum.start() if checksum else None
    received = 0
    body = _Body(request, stop)
    async with aclosing(body.pieces()) as pieces:
        async for piece in pieces:
            received += len(piece)
            if received > room:
                file.truncate(start)
                raise Refused(FailureCode.UPLOAD_TOO_LONG, 413)
            _write_all(file, piece)
            if state is not None:
                state.update(piece)
    if checksum and state is not None and body.is_whole and not hmac.compare_digest(state.digest(), checksum.value):
        file.truncate(start)
        raise Refused(FailureCode.UPLOAD_CHECKSUM_MISMATCH, 460)


class _Body:
    def __init__(self, request: Request, stop: asyncio.Event) -> None:
        self._stream = request.stream()
        self._stop = stop
        self.is_whole = False

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            while not self._stop.is_set():
                piece = asyncio.ensure_future(anext(self._stream, None))
                try:
                    await asyncio.wait({piece, stopped}, return_when=asyncio.FIRST_COMPLETED)
                    data = piece.result() if piece.done() else None
                except ClientDisconnect:
                    return
                finally:
                    piece.cancel()
                if data is None:
                    self.is_whole = piece.done() and not piece.cancelled()
                    return
                yield data
        finally:
            stopped.cancel()


def _write_all(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
