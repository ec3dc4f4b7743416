"""Sealed objects as files, each named by the SHA-256 of its bytes."""

import contextlib
import itertools
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from domain.failures import Failure
from offline_queue.durable_files import (
    TEMPORARY_PREFIX,
    establish_folder,
    is_abandoned,
    sync_folder,
    temporary_file,
)
from offline_queue.page_names import digests_in, is_page_name, page_name
from offline_queue.sealed_file import Room, SealedFile, SealedFileWriter
from offline_queue.sealed_reading import SealedReader, reading_of
from offline_queue.sealing import Sink
from offline_queue.storage_faults import PageMissing, PageUnreadable, file_fault

_SYNCED_BESIDE = 3
"""While the caller syncs one itself."""
_OPEN_AT_ONCE = 64
"""Files of a pile that are written before the first of them gets its name."""
_ROOMS = 3
"""One is filled while the others are digested."""
Fill = Callable[[Sink], object]
"""Writes the sealed bytes of one file; called once."""


class PageFiles:
    """The folder of sealed files. Knows nothing of cases; every byte in it is sealed, also in temporary files."""

    def __init__(self, folder: Path, quarantine: Path) -> None:
        self._folder = folder
        self._quarantine = quarantine
        self.reserve = quarantine.parent / "reserve"
        """Beside the folder: room that is given up when the disk is full."""
        self._syncs = ThreadPoolExecutor(_SYNCED_BESIDE, "page-sync")
        self._digester = ThreadPoolExecutor(1, "page-digest")
        self._own = threading.local()

    def prepare(self) -> None:
        establish_folder(self._folder)
        establish_folder(self._quarantine)

    def path(self, digest: str) -> Path:
        return self._folder / page_name(digest)

    def keep_all(self, fills: Sequence[Fill]) -> tuple[SealedFile, ...]:
        """One file of each, durable on return: one sync a file and one for all names. Raises what a fill raises,
        STORE_DISK_FULL, STORE_WRITE_FAILED; then none of them is kept."""
        named: list[str] = []
        try:
            kept = [
                file
                for start in range(0, len(fills), _OPEN_AT_ONCE)
                for file in self._keep(fills[start : start + _OPEN_AT_ONCE], named)
            ]
            sync_folder(self._folder)
        except BaseException as error:
            with contextlib.suppress(Failure):
                self.delete(tuple(named))
            if isinstance(error, OSError):
                raise file_fault(error) from error
            raise
        return tuple(kept)

    def _keep(self, fills: Sequence[Fill], named: list[str]) -> list[SealedFile]:
        """Their bytes are durable, their names are not yet; ``named`` grows by those that are new."""
        with contextlib.ExitStack() as stack:
            written = []
            for fill, room in zip(fills, itertools.cycle(self._rooms())):
                descriptor, temporary = stack.enter_context(temporary_file(self._folder))
                writer = SealedFileWriter(descriptor, room, self._digester)
                fill(writer.write)
                writer.finish()
                written.append((writer, temporary))
            self._sync([writer for writer, _ in written])
            return [self._name(writer.kept(), temporary, named) for writer, temporary in written]

    def _sync(self, writers: Sequence[SealedFileWriter]) -> None:
        """At once: a slow disk does several in the time of one."""
        first, *others = writers
        syncs = [self._syncs.submit(writer.sync) for writer in others]
        try:
            first.sync()
        finally:
            wait(syncs)
        for sync in syncs:
            sync.result()

    def _name(self, file: SealedFile, temporary: Path, named: list[str]) -> SealedFile:
        place = self.path(file.digest)
        is_new = not place.exists()
        temporary.rename(place)
        if is_new:
            named.append(file.digest)
        return file

    def _rooms(self) -> Sequence[Room]:
        """Of this thread."""
        if not hasattr(self._own, "rooms"):
            self._own.rooms = [Room() for _ in range(_ROOMS)]
        rooms: Sequence[Room] = self._own.rooms
        return rooms

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
