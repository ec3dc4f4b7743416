"""Sealed objects as files, each named by the SHA-256 of its bytes."""

import contextlib
import hashlib
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from offline_queue.durable_files import (
    TEMPORARY_PREFIX,
    establish_folder,
    is_abandoned,
    start_writing,
    sync_folder,
    temporary_file,
    write_all,
)
from offline_queue.page_names import digests_in, is_page_name, page_name
from offline_queue.sealed_reading import SealedReader, reading_of
from offline_queue.sealing import Sink
from offline_queue.storage_faults import PageMissing, PageUnreadable, file_fault

_AT_ONCE = 4
"""Files that are sealed and synced at the same time."""
_ROOM_BYTES = 1 << 20
"""Sealed bytes a file gathers before they go to the disk; most pages take one call."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    digest: str
    """SHA-256 of its bytes: its name."""
    size: int


Fill = Callable[[Sink], None]
"""Writes the sealed bytes of one file; called once, in whatever thread."""


class PageFiles:
    """The folder of sealed files. Knows nothing of cases; every byte in it is sealed, also in temporary files."""

    def __init__(self, folder: Path, quarantine: Path) -> None:
        self._folder = folder
        self._quarantine = quarantine
        self.reserve = quarantine.parent / "reserve"
        """Beside the folder: room that is given up when the disk is full."""
        self._hands = ThreadPoolExecutor(_AT_ONCE, "page-file")
        self._own = threading.local()

    def prepare(self) -> None:
        establish_folder(self._folder)
        establish_folder(self._quarantine)

    def path(self, digest: str) -> Path:
        return self._folder / page_name(digest)

    def keep_all(self, fills: Sequence[Fill]) -> tuple[SealedFile, ...]:
        """One file of each, durable on return: one sync a file and one for all names. Raises what a fill raises,
        STORE_DISK_FULL, STORE_WRITE_FAILED; then none of them is kept."""
        kept = (self._keep(fills[0]),) if len(fills) == 1 else self._keep_together(fills)
        try:
            sync_folder(self._folder)
        except OSError as error:
            raise file_fault(error) from error
        return kept

    def _keep_together(self, fills: Sequence[Fill]) -> tuple[SealedFile, ...]:
        """Several at a time: while one waits for the disk another is sealed, and a slow disk syncs them in one go."""
        works = [self._hands.submit(self._keep, fill) for fill in fills]
        wait(works)
        faults = [fault for work in works if (fault := work.exception()) is not None]
        if faults:
            self.delete(tuple(work.result().digest for work in works if work.exception() is None))
            raise faults[0]
        return tuple(work.result() for work in works)

    def _keep(self, fill: Fill) -> SealedFile:
        """Its bytes are durable, its name is not yet."""
        try:
            with temporary_file(self._folder) as (descriptor, temporary):
                sink = _FileSink(descriptor, self._room())
                fill(sink)
                kept = sink.ended()
                os.fsync(descriptor)
                temporary.rename(self.path(kept.digest))
        except OSError as error:
            raise file_fault(error) from error
        return kept

    def _room(self) -> memoryview:
        """Of this thread, used again and again: fresh memory costs a page as much as its digest."""
        if not hasattr(self._own, "room"):
            self._own.room = memoryview(bytearray(_ROOM_BYTES))
        room: memoryview = self._own.room
        return room

    def require(self, digest: str, size: int) -> None:
        """Raises ``PageMissing`` unless the file is there with its full size."""
        if self.size(digest) != size:
            raise PageMissing(digest[:16])

    def size(self, digest: str) -> int:
        """Raises ``PageMissing``."""
        with reading_of(digest):
            return self.path(digest).stat().st_size

    def open(self, digest: str) -> SealedReader:
        """Raises ``PageMissing``."""
        with reading_of(digest):
            return SealedReader(digest, self.path(digest).open("rb"))

    def is_whole(self, digest: str) -> bool:
        """Reads the file: are its bytes the ones it is named by? Raises ``PageUnreadable``."""
        try:
            with self.open(digest) as sealed:
                sealed.check()
        except PageUnreadable:
            raise
        except PageMissing:
            return False
        return True

    def delete(self, digests: tuple[str, ...]) -> None:
        """Those that are there. Not durable: a file that comes back after a power cut is swept again."""
        try:
            for digest in digests:
                self.path(digest).unlink(missing_ok=True)
        except OSError as error:
            raise file_fault(error) from error

    def digests(self) -> Iterator[str]:
        """Of every object."""
        return digests_in(self._folder)

    def unfinished(self) -> Iterator[Path]:
        """Being written, or left half written by who died."""
        return (path for path in self._folder.glob(f"{TEMPORARY_PREFIX}*") if path.is_file())

    def discard(self, unfinished: Path) -> None:
        """If nobody goes on with it; it was never acknowledged."""
        try:
            if is_abandoned(unfinished):
                unfinished.unlink(missing_ok=True)
        except OSError as error:
            raise file_fault(error) from error

    def foreign(self) -> Iterator[Path]:
        """What nobody here has written."""
        unfinished = set(self.unfinished())
        return (path for path in self._folder.iterdir() if not is_page_name(path.name) and path not in unfinished)

    def set_aside(self, path: Path) -> None:
        """Into quarantine: never trusted, never deleted, nor what lies there already. One that another process has just
        removed is let go."""
        place = self._quarantine / path.name
        if os.path.lexists(place):
            place = place.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            with contextlib.suppress(FileNotFoundError):
                path.rename(place)
            sync_folder(self._quarantine)
            sync_folder(self._folder)
        except OSError as error:
            raise file_fault(error) from error


class _FileSink:
    """Names and counts what goes to the disk. An error waits for the end: who seals knows nothing of disks.

    Gathers in ``room``: after each call of the disk or of the digest a thread has to queue for the interpreter again.
    """

    def __init__(self, descriptor: int, room: memoryview) -> None:
        self._descriptor = descriptor
        self._room = room
        self._gathered = 0
        self._digest = hashlib.sha256()
        self._size = 0
        self._fault: OSError | None = None

    def write(self, data: bytes) -> int:
        if self._gathered + len(data) > len(self._room):
            self._pour_gathered()
        if len(data) > len(self._room):
            self._pour(data)
        else:
            self._room[self._gathered : self._gathered + len(data)] = data
            self._gathered += len(data)
        return len(data)

    def flush(self) -> None:
        """The sync comes when all is written."""

    def ended(self) -> SealedFile:
        """Raises ``OSError``."""
        self._pour_gathered()
        if self._fault is not None:
            raise self._fault
        return SealedFile(self._digest.hexdigest(), self._size)

    def _pour_gathered(self) -> None:
        self._pour(self._room[: self._gathered])
        self._gathered = 0

    def _pour(self, data: bytes | memoryview) -> None:
        try:
            if self._fault is None:
                write_all(self._descriptor, data)
                start_writing(self._descriptor)
        except OSError as error:
            self._fault = error
        self._digest.update(data)
        self._size += len(data)
