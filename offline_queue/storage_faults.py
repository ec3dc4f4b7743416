"""What the disk refuses, said with a code; the one place for files and database alike."""

import errno

from domain.failures import Failure, FailureCode

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DiskFull(Failure):
    """Worth another try when room was made."""


class PageMissing(Failure):
    """A sealed object is not there, or not as it is named: a person has to look."""

    def __init__(self, detail: str) -> None:
        super().__init__(FailureCode.STORE_PAGE_MISSING, detail)


class PageUnreadable(PageMissing):
    """It is there, but the disk does not give it, or not to this user: another time it may."""


def disk_full(detail: str) -> Failure:
    return DiskFull(FailureCode.STORE_DISK_FULL, detail)


def write_failed(detail: str) -> Failure:
    """What was being written is not durable. A failed ``fsync`` is never tried again: the kernel may
    have dropped the bytes and called the page clean (Rebello et al., USENIX ATC 2020)."""
    return Failure(FailureCode.STORE_WRITE_FAILED, detail)


def file_fault(error: OSError) -> Failure:
    """The failure of a system call on a file."""
    name = errno.errorcode.get(error.errno or 0, "OSError")
    return disk_full(name) if error.errno in _NO_ROOM else write_failed(name)
