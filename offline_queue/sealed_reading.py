"""Reads one sealed object, wherever it is kept, and never hands out bytes that are not the ones it is named by."""

import contextlib
import errno
import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from offline_queue.storage_faults import PageMissing, PageUnreadable

_READ_SIZE = 1 << 20


@contextlib.contextmanager
def reading_of(digest: str) -> Iterator[None]:
    """Raises :class:`PageMissing` for what is not there, :class:`PageUnreadable` for what the disk does not give."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError) as error:
        raise PageMissing(digest[:16]) from error
    except OSError as error:
        raise PageUnreadable(f"{digest[:16]} {errno.errorcode.get(error.errno or 0, 'OSError')}") from error


class SealedReader:
    """To be closed: a context manager. Everything raises :class:`PageMissing`."""

    def __init__(self, digest: str, file: BinaryIO) -> None:
        self._digest = digest
        self._file = file

    def __enter__(self) -> "SealedReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def check(self) -> None:
        """Reads it all: are its bytes the ones it is named by?"""
        found = hashlib.sha256()
        at = 0
        while data := self.piece(at, _READ_SIZE):
            found.update(data)
            at += len(data)
        self._compare(found.hexdigest())

    def whole(self) -> bytes:
        """All bytes, checked."""
        data = self.piece(0, -1)
        self._compare(hashlib.sha256(data).hexdigest())
        return data

    def piece(self, offset: int, size: int) -> bytes:
        """Less at its end; not checked: see :meth:`check`."""
        with reading_of(self._digest):
            self._file.seek(offset)
            return self._file.read(size)

    def _compare(self, found: str) -> None:
        if found != self._digest:
            raise PageMissing(self._digest[:16])


class SealedObjects(Protocol):
    """Where sealed objects are kept."""

    def open(self, digest: str) -> SealedReader:
        """Raises :class:`PageMissing`."""
        ...
