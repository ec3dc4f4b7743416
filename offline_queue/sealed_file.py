"""One sealed file on its way to the disk: gathered, counted and named by its bytes while they are written."""

import hashlib
import os
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from offline_queue.durable_files import start_writing, write_all

_ROOM_BYTES = 1 << 20
"""Most pages take one call."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    digest: str
    """SHA-256 of its bytes: its name."""
    size: int


class Room:
    """Where sealed bytes gather before they go to the disk. Used again and again: fresh memory costs a page as much as
    its digest, and after each call of disk or digest a thread has to queue for the interpreter again."""

    def __init__(self) -> None:
        self._bytes = memoryview(bytearray(_ROOM_BYTES))
        self._used = 0
        self._reader: Future[None] | None = None

    def begin(self) -> None:
        """Empty, once whoever reads it has done."""
        if self._reader is not None:
            self._reader.result()
        self._reader = None
        self._used = 0

    def put(self, data: memoryview) -> int:
        """How many bytes of it there was room for."""
        taken = data[: len(self._bytes) - self._used]
        self._bytes[self._used : self._used + len(taken)] = taken
        self._used += len(taken)
        return len(taken)

    def is_full(self) -> bool:
        return self._used == len(self._bytes)

    def gathered(self) -> memoryview:
        return self._bytes[: self._used]

    def lend(self, reader: "Future[None]") -> None:
        """Not to be used again before that has done."""
        self._reader = reader


class SealedFileWriter:
    """Used by one thread, in this order. What is raised as ``OSError`` ends it."""

    def __init__(self, descriptor: int, room: Room, digester: Executor) -> None:
        """``digester``: one thread; it digests while the disk is busy with the same bytes."""
        self._descriptor = descriptor
        self._room = room
        self._digester = digester
        self._digest = hashlib.sha256()
        self._digested: Future[None]
        self._size = 0
        room.begin()

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._room.put(rest) :]
            if self._room.is_full():
                self._pour()
                self._room.begin()

    def finish(self) -> None:
        """All of it is the kernel's, and the disk has begun."""
        self._pour()

    def sync(self) -> None:
        """Durable on return; from any thread."""
        os.fsync(self._descriptor)

    def kept(self) -> SealedFile:
        self._digested.result()
        return SealedFile(self._digest.hexdigest(), self._size)

    def _pour(self) -> None:
        data = self._room.gathered()
        self._size += len(data)
        self._digested = self._digester.submit(self._digest.update, data)
        self._room.lend(self._digested)
        write_all(self._descriptor, data)
        start_writing(self._descriptor)
