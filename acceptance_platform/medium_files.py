"""Opens files of a courier's medium, which nobody vouches for: files only, and no link is written through."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO


def reading(path: Path) -> BufferedReader:
    """A pipe would be waited for, a device would never end. Raises ``OSError``."""
    return os.fdopen(_opened(path, os.O_RDONLY), "rb")


def adding(path: Path) -> BinaryIO:
    """At its end, unbuffered, to be read as well; made if it is not there. Raises ``OSError``."""
    return os.fdopen(_opened(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW), "a+b", buffering=0)


def writing_anew(path: Path) -> BinaryIO:
    """In the place of whatever has this name. Raises ``OSError``."""
    path.unlink(missing_ok=True)
    return os.fdopen(_opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb")


def _opened(path: Path, flags: int) -> int:
    descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a file")
    return descriptor
