"""A draft on the disk: one sealed record for each change, written before the screen shows it.

A record is with the operating system when :meth:`DraftJournal.append` returns, so a killed process loses nothing;
:meth:`DraftJournal.sync` makes it survive a power cut as well. A torn end is cut off at the next opening.
"""

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from offline_queue.durable_files import make_folder, sync_folder, write_over
from offline_queue.storage_faults import file_fault
from window_client.shell.device_seal import DeviceSeal

_LENGTH = 4
_LONGEST = 1 << 20

T = TypeVar("T")


class DraftJournal:
    """One draft of one clerk. One thread appends; ``sync`` may run on another."""

    def __init__(self, path: Path, seal: DeviceSeal, owner: str) -> None:
        """``owner``: draft and clerk; a record of another draft, clerk or place in the file does not open."""
        self._path = path
        self._seal = seal
        self._owner = owner
        self._file: int | None = None
        self._next = 0
        self._in_doubt = True
        """A sync of this file may have failed, here or in a process that is gone: another would lie."""
        self._shape = threading.Lock()

    def read(self) -> tuple[bytes, ...]:
        """All records that are whole, the first first. Empty for another clerk's draft. Raises STORE_*."""
        return self._records(self._bytes())[0]

    def sealed(self, records: Iterable[bytes]) -> bytes:
        """A whole journal of these records, for this draft and clerk."""
        return b"".join(_framed(self._seal.seal(one, self._about(at))) for at, one in enumerate(records))

    def append(self, record: bytes) -> None:
        """Raises STORE_DISK_FULL, STORE_WRITE_FAILED; then the record is not there."""
        sealed = self._seal.seal(record, self._about(self._opened()))
        _guarded(lambda: self._write_whole(_framed(sealed)))
        self._next += 1

    def sync(self) -> None:
        """Raises STORE_WRITE_FAILED; the next one then brings all of it, not what came since alone."""
        descriptor, in_doubt = self._file, self._in_doubt
        if descriptor is not None:
            self._in_doubt = True
            _guarded(self._sync_all if in_doubt else lambda: os.fdatasync(descriptor))
            self._in_doubt = False

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _sync_all(self) -> None:
        """Every byte once more, its name and its folder's. One that was erased meanwhile needs none of it."""
        with contextlib.suppress(FileNotFoundError), self._path.open("r+b", buffering=0) as file:
            with self._shape:
                write_over(file.fileno())
            os.fsync(file.fileno())
            sync_folder(self._path.parent)
            sync_folder(self._path.parent.parent)

    def _write_whole(self, framed: bytes) -> None:
        assert self._file is not None
        with self._shape:
            written = os.write(self._file, framed)
            if written < len(framed):
                os.ftruncate(self._file, os.fstat(self._file).st_size - written)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _opened(self) -> int:
        """The number of the next record."""
        if self._file is None:
            records, whole = self._records(self._bytes())
            make_folder(self._path.parent)
            self._file = _guarded(lambda: os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
            os.ftruncate(self._file, whole)
            self._next = len(records)
        return self._next

    def _bytes(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise file_fault(error) from error

    def _records(self, data: bytes) -> tuple[tuple[bytes, ...], int]:
        """With the length of the part that is whole."""
        records: list[bytes] = []
        at = 0
        while at + _LENGTH <= len(data):
            end = at + _LENGTH + int.from_bytes(data[at : at + _LENGTH], "big")
            if end > len(data) or end - at > _LONGEST:
                break
            record = self._seal.unseal(data[at + _LENGTH : end], self._about(len(records)))
            if record is None:
                break
            records.append(record)
            at = end
        return tuple(records), at

    def _about(self, number: int) -> str:
        return f"{self._owner}#{number}"


def _framed(sealed: bytes) -> bytes:
    return len(sealed).to_bytes(_LENGTH, "big") + sealed


def _guarded(work: Callable[[], T]) -> T:
    try:
        return work()
    except OSError as error:
        raise file_fault(error) from error
