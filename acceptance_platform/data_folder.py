"""Where the platform keeps what; how a file becomes durable."""

import os
import tempfile
from pathlib import Path

_PIECE = 1 << 20


class DataFolder:
    """``platform.db``, ``keys/``, ``catalogue/``, ``uploads/<digest>.part``, ``sealed/<digest>.age``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.database = root / "platform.db"
        self.keys = root / "keys"
        self.catalogue = root / "catalogue"
        self.uploads = root / "uploads"
        self.sealed = root / "sealed"

    def create(self) -> None:
        """What is there stays. Every name is durable on return."""
        for folder in (self.root, self.keys, self.catalogue, self.uploads, self.sealed):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(folder.parent)


def write_durably(path: Path, data: bytes) -> None:
    """All or nothing, also through a power cut: temp, fsync, rename, fsync of the folder. Mode 0600."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_again(path: Path) -> None:
    """All that is in it is durable on return, also when a sync had failed before: the kernel calls pages clean that it
    could not write, and the next sync succeeds without them (Rebello et al., USENIX ATC 2020). What others append
    meanwhile is left as it is. Raises ``OSError``."""
    with path.open("r+b", buffering=0) as file:
        offset = 0
        while piece := os.pread(file.fileno(), _PIECE, offset):
            offset += os.pwrite(file.fileno(), piece, offset)
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
