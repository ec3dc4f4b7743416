"""A packet as it comes: head, then frames, asked for piece by piece."""

import asyncio
from collections.abc import AsyncIterator

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from acceptance_platform.problems import invalid_request
from domain.contract import packet
from domain.contract.packet import Frame, PacketHead

_DRAIN_BYTES = 1 << 20


class StreamEnded(Exception):
    """The line broke, or somebody else took the turn."""


class PacketStream:
    """One request's body."""

    def __init__(self, request: Request) -> None:
        self._source = request.stream()
        self._held = b""

    async def head(self) -> PacketHead:
        """Raises ``Refused`` (400), :class:`StreamEnded`."""
        try:
            length = packet.head_length(await self.exactly(packet.PRELUDE_BYTES))
            return PacketHead.model_validate_json(await self.exactly(length))
        except ValidationError as e:
            raise invalid_request(400, "packet head") from e
        except ValueError as e:
            raise invalid_request(400, "packet") from e

    async def frame(self) -> Frame | None:
        """``None`` at the end. Raises :class:`StreamEnded`."""
        if not self._held:
            self._held = await self._next()
        return packet.decode_frame(await self.exactly(packet.FRAME_BYTES)) if self._held else None

    async def exactly(self, size: int) -> bytes:
        """Raises :class:`StreamEnded`."""
        pieces = [piece async for piece in self.pieces(size)]
        return b"".join(pieces)

    async def pieces(self, size: int, stop: asyncio.Event | None = None) -> AsyncIterator[bytes]:
        """``size`` bytes as they come. Raises :class:`StreamEnded`, also when ``stop`` is set."""
        while size:
            if not self._held:
                self._held = await self._next() if stop is None else await self._next_unless(stop)
                if not self._held:
                    raise StreamEnded
            piece, self._held = self._held[:size], self._held[size:]
            size -= len(piece)
            yield piece

    async def drain(self) -> None:
        """Read on after a refusal: a sender hears an answer only when it has finished sending."""
        left = _DRAIN_BYTES
        try:
            while left > 0 and (piece := await self._next()):
                left -= len(piece)
        except StreamEnded:
            return

    async def _next(self) -> bytes:
        """Empty at the end."""
        try:
            return await anext(self._source, b"") or await anext(self._source, b"")
        except ClientDisconnect as e:
            raise StreamEnded from e

    async def _next_unless(self, stop: asyncio.Event) -> bytes:
        stopped = asyncio.ensure_future(stop.wait())
        piece = asyncio.ensure_future(self._next())
        try:
            await asyncio.wait({piece, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not piece.done():
                raise StreamEnded
            return piece.result()
        finally:
            stopped.cancel()
            piece.cancel()
