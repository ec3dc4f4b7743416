"""Sealed objects as files, each named by the SHA-256 of its bytes."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.failures import Failure, FailureCode
from offline_queue.durable_files import TEMPORARY_PREFIX, make_folder, replace_file, sync_folder, write_all_durably
from offline_queue.storage_faults import file_fault

_NAME = re.compile(r"([0-9a-f]{64})\.age")
_READ_SIZE = 1 << 20


class PageFiles:
    """The folder of sealed files. Knows nothing of cases; every byte in it is sealed, also in temporary files."""

    def __init__(self, folder: Path, quarantine: Path) -> None:
        self._folder = folder
        self._quarantine = quarantine
        self.reserve = quarantine.parent / "reserve"
        """Beside the folder: room that is given up when the disk is full."""

    def prepare(self) -> None:
        make_folder(self._folder)
        make_folder(self._quarantine)

    def path(self, digest: str) -> Path:
        return self._folder / f"{digest}.age"

    def keep(self, sealed: bytes) -> str:
        """Durable on return; answers the digest. Raises STORE_DISK_FULL, STORE_WRITE_FAILED."""
        return self.keep_all((sealed,))[0]

    def keep_all(self, sealed: Sequence[bytes]) -> tuple[str, ...]:
        """Like :meth:`keep`, with one sync a file and one for all."""
        digests = tuple(hashlib.sha256(one).hexdigest() for one in sealed)
        names = (self.path(digest).name for digest in digests)
        write_all_durably(self._folder, dict(zip(names, sealed, strict=True)))
        return digests

    def restore(self, digest: str, sealed: bytes) -> None:
        """A file that can be made again from the database: there and whole, not durable."""
        if not self.is_whole(digest):
            replace_file(self.path(digest), sealed)

    def require(self, digest: str, size: int) -> None:
        """Raises ``Failure(STORE_PAGE_MISSING)`` unless the file is there with its full size."""
        path = self.path(digest)
        if not path.is_file() or path.stat().st_size != size:
            raise _missing(digest)

    def require_whole(self, digest: str) -> None:
        """Raises ``Failure(STORE_PAGE_MISSING)`` unless the file is there, byte for byte."""
        if not self.is_whole(digest):
            raise _missing(digest)

    def is_whole(self, digest: str) -> bool:
        """Reads the file: are its bytes the ones it is named by?"""
        path = self.path(digest)
        if not path.is_file():
            return False
        found = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_READ_SIZE):
                found.update(piece)
        return found.hexdigest() == digest

    def delete(self, digests: tuple[str, ...]) -> None:
        """Those that are there. Not durable: a file that comes back after a power cut is swept again."""
        try:
            for digest in digests:
                self.path(digest).unlink(missing_ok=True)
        except OSError as error:
            raise file_fault(error) from error

    def digests(self) -> Iterator[tuple[str, float]]:
        """Every object with the time of its last change in seconds since the epoch."""
        for path in self._folder.iterdir():
            if (match := _NAME.fullmatch(path.name)) and (changed := _changed(path)) is not None:
                yield match[1], changed

    def temporary(self) -> Iterator[tuple[Path, float]]:
        """Unfinished writes with their times; none of them was ever acknowledged."""
        for path in self._folder.glob(f"{TEMPORARY_PREFIX}*"):
            if (changed := _changed(path)) is not None:
                yield path, changed

    def discard_unfinished(self, path: Path) -> None:
        """One of :meth:`temporary`."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise file_fault(error) from error

    def foreign(self) -> Iterator[Path]:
        """What nobody here has written."""
        for path in self._folder.iterdir():
            if not _NAME.fullmatch(path.name) and not path.name.startswith(TEMPORARY_PREFIX):
                yield path

    def set_aside(self, path: Path) -> None:
        """Into quarantine: never trusted, never deleted."""
        try:
            path.rename(self._quarantine / path.name)
            sync_folder(self._quarantine)
            sync_folder(self._folder)
        except OSError as error:
            raise file_fault(error) from error


def _missing(digest: str) -> Failure:
    return Failure(FailureCode.STORE_PAGE_MISSING, digest[:16])


def _changed(path: Path) -> float | None:
    """``None`` when another process has just removed it."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None
