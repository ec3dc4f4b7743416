"""Files of a medium nobody vouches for: a stick that has been through many hands, of whatever file system."""

import errno
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

_LINE_BYTES = 8192


def reading(path: Path) -> BufferedReader:
    """Of a file, not of a pipe, which would be waited for, or a device. Raises ``OSError``."""
    return os.fdopen(_opened(path, os.O_RDONLY), "rb")


def adding(path: Path) -> BinaryIO:
    """At its end, unbuffered, to be read as well; made if it is not there. A link, which may lead to a file of ours, is
    not followed. Raises ``OSError``."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    return os.fdopen(_opened(path, flags), "a+b", buffering=0)


def writing_anew(path: Path) -> BinaryIO:
    """Unbuffered, in the place of whatever has this name. Raises ``OSError``."""
    path.unlink(missing_ok=True)
    return os.fdopen(_opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb", buffering=0)


def read_at_most(path: Path, size: int) -> bytes:
    """Its beginning. Raises ``OSError``."""
    with reading(path) as file:
        return file.read(size)


def lines_of(path: Path) -> Iterator[bytes]:
    """Without their ends; none if the file is not there. One that is longer than any of ours comes empty. Raises
    ``OSError``."""
    try:
        file = reading(path)
    except FileNotFoundError:
        return
    with file:
        while line := file.readline(_LINE_BYTES):
            is_whole = line.endswith(b"\n") or len(line) < _LINE_BYTES
            while not line.endswith(b"\n") and (rest := file.readline(_LINE_BYTES)):
                line = rest
            yield line.rstrip(b"\r\n") if is_whole else b""


def _opened(path: Path, flags: int) -> int:
    descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a file")
    return descriptor
