"""One writer per upload: who comes later ends the turn of who is there.

A line that broke without a word leaves a request waiting for bytes that never come; the device that
asks again must not wait for it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Upload:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0


class UploadTurns:
    """Used on the event loop only."""

    def __init__(self) -> None:
        self._uploads: dict[str, _Upload] = {}

    @asynccontextmanager
    async def take(self, digest: str) -> AsyncIterator[asyncio.Event]:
        """Yields what is set when the holder is to end soon, keeping what it has."""
        upload = self._uploads.setdefault(digest, _Upload())
        upload.stop.set()
        upload.waiting += 1
        try:
            await upload.lock.acquire()
        finally:
            upload.waiting -= 1
        upload.stop = asyncio.Event()
        if upload.waiting:
            upload.stop.set()
        try:
            yield upload.stop
        finally:
            upload.lock.release()
            if not upload.waiting and not upload.lock.locked():
                self._uploads.pop(digest, None)
