"""Disks that refuse, for code in this process."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from offline_queue import durable_files


@contextlib.contextmanager
def syncs_fail_after(number: int) -> Iterator[None]:
    real, calls = durable_files.os.fsync, iter(range(number))

    def failing(descriptor: int) -> None:
        if next(calls, None) is None:
            raise OSError(5, "Input/output error")
        real(descriptor)

    durable_files.os.fsync = failing
    try:
        yield
    finally:
        durable_files.os.fsync = real


@contextlib.contextmanager
def full_until_released(reserve: Path) -> Iterator[None]:
    """No page can be written while the reserve is held."""
    real = durable_files.os.write

    def full(descriptor: int, data: bytes) -> int:
        if reserve.exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, data)

    durable_files.os.write = full
    try:
        yield
    finally:
        durable_files.os.write = real
