"""What the disk says when it is full, as an answer."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from acceptance_platform.storage_full import storage_full


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Raises ``Refused`` (507) for a full disk."""
    try:
        yield
    except OSError as e:
        if e.errno in (errno.ENOSPC, errno.EDQUOT):
            raise storage_full() from e
        raise
