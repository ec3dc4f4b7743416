"""Files that are wholly there or not at all, and stay there when the power goes."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from offline_queue.storage_faults import file_fault

TEMPORARY_PREFIX = "tmp-"
_PIECE = 1 << 20


def write_durably(path: Path, data: bytes) -> None:
    """Write, fsync, rename over ``path``, fsync the folder; mode 0600. On return the bytes survive
    a power cut; on ``Failure`` the old file stands. Raises STORE_DISK_FULL or STORE_WRITE_FAILED."""
    try:
        with temporary_file(path.parent) as (descriptor, temporary):
            write_all(descriptor, data)
            os.fsync(descriptor)
            temporary.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise file_fault(error) from error


def replace_file(path: Path, data: bytes) -> None:
    """Like :func:`write_durably` without the waiting: whole or not at all, but a power cut may undo it."""
    try:
        with temporary_file(path.parent) as (descriptor, temporary):
            write_all(descriptor, data)
            temporary.rename(path)
    except OSError as error:
        raise file_fault(error) from error


def write_again(path: Path) -> None:
    """All that is in it is durable on return, also when a sync had failed before: the kernel calls pages clean that it
    could not write, and the next sync succeeds without them (Rebello et al., USENIX ATC 2020). Raises ``OSError``."""
    with path.open("r+b", buffering=0) as file:
        if write_over(file.fileno()):
            os.fsync(file.fileno())


def write_over(descriptor: int) -> int:
    """All bytes of a file with themselves; answers how many. Nobody may shorten it meanwhile. Raises ``OSError``."""
    offset = 0
    while piece := os.pread(descriptor, _PIECE, offset):
        offset += os.pwrite(descriptor, piece, offset)
    return offset


def make_folder(path: Path) -> None:
    """Private (0700), with its name durable in every parent it had to make."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    try:
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
            hand_over(folder, folder.parent)
            sync_folder(folder.parent)
    except OSError as error:
        raise file_fault(error) from error


def establish_folder(path: Path) -> None:
    """Like :func:`make_folder`, and also the name of what is there already: who made it may have died, or met an error
    of the disk, before its sync. A sync each time: for what a process opens once."""
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    try:
        # A parent that we may not read was not made by us.
        with contextlib.suppress(PermissionError):
            sync_folder(there.parent)
    except OSError as error:
        raise file_fault(error) from error
    make_folder(path)


def hand_over(made: Path | int, folder: Path) -> None:
    """What root makes belongs to whoever its folder belongs to: a command run as root would leave behind what the
    service may not read. ``made``: a path or a descriptor. Raises ``OSError``."""
    if os.geteuid() != 0:
        return
    owner, found = folder.stat(), made.stat() if isinstance(made, Path) else os.fstat(made)
    if (found.st_uid, found.st_gid) != (owner.st_uid, owner.st_gid):
        # A stick's or a network's file system may have owners of its own.
        with contextlib.suppress(PermissionError):
            os.chown(made, owner.st_uid, owner.st_gid)


def sync_folder(folder: Path) -> None:
    """Make names in ``folder`` durable. Raises ``OSError``."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def temporary_file(folder: Path) -> Iterator[tuple[int, Path]]:
    """Descriptor and name of a new private file, to be renamed inside the block; gone when the block raises.

    Locked while somebody writes it: see :func:`is_abandoned`."""
    temporary = folder / (TEMPORARY_PREFIX + secrets.token_hex(8))
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        hand_over(descriptor, folder)
        yield descriptor, temporary
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def is_abandoned(temporary: Path) -> bool:
    """Who wrote it has died: the kernel gave its lock back. True of one that has been renamed since, too."""
    try:
        descriptor = os.open(temporary, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def start_writing(descriptor: int) -> None:
    """The disk may begin with what was written while we do something else; the sync later waits for less.

    Linux begins to write when it is told that a range will not be read again (``generic_fadvise``, ``WB_SYNC_NONE``).
    """
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """The kernel may take less than it is given. Raises ``OSError``."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
