"""Sealed objects on the disk. What an offset says is durable; an object is under ``sealed/`` only when it is whole."""

import contextlib
import hashlib
import os
import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from acceptance_platform.data_folder import DataFolder, sync_folder, write_again
from domain.contract.submission import UploadState

_PIECE = 1024 * 1024
_LOCKS = 64


class UploadFiles:
    """Names are checked digests. One writer per object is the caller's duty; so is one of these for all who take
    in, in a process: others may read."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._own: set[str] = set()
        """Parts of which this process has written every byte, or written it again."""
        self._syncing = tuple(threading.Lock() for _ in range(_LOCKS))
        """Of parts, each by its digest."""

    def is_sealed(self, digest: str) -> bool:
        return self._sealed(digest).exists()

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._folder.root).free

    def size(self, digest: str) -> int:
        """Bytes that are here, durable or not."""
        for path in (self._sealed(digest), self._part(digest)):
            try:
                return path.stat().st_size
            except FileNotFoundError:
                continue
        return 0

    def durable_size(self, digest: str) -> int:
        """An offset that may be told to a client: what it counts survives a power cut. The upload begins anew, at 0,
        in two cases only: the power went while its last piece came and left a part of full size with wrong bytes, or a
        sync failed."""
        if not self.is_sealed(digest):
            # Between a failed sync and the end of its part nobody else may sync it: that would succeed.
            with self._syncing[hash(digest) % _LOCKS], contextlib.suppress(FileNotFoundError):
                size = self._part(digest).stat().st_size
                self._sync(digest)
                return size
        if self.is_sealed(digest):
            self._keep_names()
            return self.size(digest)
        return 0

    def missing(self, wanted: Mapping[str, int]) -> tuple[UploadState, ...]:
        """Of objects by digest, with their sizes: those that are not here, with what of them is. The others are here
        for good: an acknowledgement may rest on that."""
        missing = [digest for digest in wanted if not self.is_sealed(digest)]
        if len(missing) < len(wanted):
            self._keep_names()
        return tuple(
            UploadState(digest=digest, offset=self.durable_size(digest), size=wanted[digest]) for digest in missing
        )

    def _keep_names(self) -> None:
        """Who gave an object its name may have died, or met an error of the disk, before the name was durable."""
        sync_folder(self._folder.sealed)

    @contextlib.contextmanager
    def appending(self, digest: str) -> Iterator[BinaryIO]:
        """At its end. Durable only after :meth:`durable_size`."""
        path = self._part(digest)
        is_new = not path.exists()
        with path.open("ab", buffering=0) as file:
            if is_new:
                self._own.add(digest)
                sync_folder(self._folder.uploads)
            yield file

    def settle(self, digest: str, size: int) -> int:
        """Makes what came durable, and an object of a part that is whole; the offset from which to go on.

        0 for a part of ``size`` bytes that are not what ``digest`` says: it is gone.
        """
        offset = self.durable_size(digest)
        if offset < size or self.is_sealed(digest):
            return offset
        part = self._part(digest)
        if _digest_of(part) != digest:
            self.discard(digest)
            return 0
        part.replace(self._sealed(digest))
        self._own.discard(digest)
        sync_folder(self._folder.sealed)
        sync_folder(self._folder.uploads)
        return offset

    def write_whole(self, data: bytes | bytearray) -> Path:
        """Checked bytes of a whole object, durable under a name of their own until :meth:`seal_written`."""
        path = self._folder.uploads / f"{secrets.token_hex(16)}.whole"
        with path.open("xb", buffering=0) as file:
            view = memoryview(data)
            while view:
                view = view[file.write(view) :]
            os.fsync(file.fileno())
        return path

    def seal_written(self, written: Mapping[str, Path]) -> None:
        """Objects of :meth:`write_whole` by digest, with one sync for all their names."""
        if not written:
            return
        for digest, path in written.items():
            path.replace(self._sealed(digest))
            self.discard(digest)
        sync_folder(self._folder.sealed)

    def discard_written(self) -> None:
        """Before serving: what no :meth:`seal_written` followed was never told to anybody."""
        for path in self._folder.uploads.glob("*.whole"):
            path.unlink(missing_ok=True)

    def parts(self) -> tuple[str, ...]:
        """Digests of what is not whole, or was cut off just before it became an object."""
        return tuple(path.stem for path in self._folder.uploads.glob("*.part"))

    def discard(self, digest: str) -> None:
        """A part only; an object of a hand-in is never deleted."""
        self._part(digest).unlink(missing_ok=True)
        self._own.discard(digest)

    def forget(self, digest: str) -> None:
        """All of a page of an unfinished application that no hand-in names."""
        self._sealed(digest).unlink(missing_ok=True)
        self.discard(digest)

    def read(self, digest: str) -> bytes:
        """Raises ``FileNotFoundError``."""
        return self._sealed(digest).read_bytes()

    def _sync(self, digest: str) -> None:
        try:
            if digest in self._own:
                with self._part(digest).open("rb") as file:
                    os.fsync(file.fileno())
            else:
                # Who wrote it may have died of a failed sync: another one would lie, see there.
                write_again(self._part(digest))
                self._own.add(digest)
        except OSError:
            # Here as well.
            self.discard(digest)
            raise

    def _part(self, digest: str) -> Path:
        return self._folder.uploads / f"{digest}.part"

    def _sealed(self, digest: str) -> Path:
        return self._folder.sealed / f"{digest}.age"


def _digest_of(path: Path) -> str:
    state = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            state.update(piece)
    return state.hexdigest()
