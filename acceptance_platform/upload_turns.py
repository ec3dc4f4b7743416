"""One writer per upload: who comes later ends the turn of who is there.

A line that broke without a word leaves a request waiting for bytes that never come; the device that
asks again must not wait for it.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
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
        self._arriving: Counter[str] = Counter()
        self._one_came = asyncio.Event()

    @contextmanager
    def arriving(self, digest: str) -> Iterator[None]:
        """A request brings bytes of it, from its first header on."""
        self._arriving[digest] += 1
        try:
            yield
        finally:
            self._arriving -= Counter((digest,))
            self._one_came.set()
            self._one_came = asyncio.Event()

    async def quiet(self, digests: Collection[str], seconds: float) -> None:
        """Until nothing of these is arriving any more, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while any(digest in self._arriving for digest in digests):
                    await self._one_came.wait()

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
