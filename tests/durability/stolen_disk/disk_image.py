"""A disk of its own, in a file: ext4 through a loop device, read as raw bytes once it is stolen."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

CAN_MOUNT = os.geteuid() == 0 and Path("/dev/loop-control").exists() and shutil.which("mkfs.ext4") is not None
WHY_NOT = "mounting an ext4 image needs root, a loop device and mkfs.ext4"
_CHUNK, _BLOCK = 8 << 20, 4096
_EMPTY = bytes(_BLOCK)


class DiskImage:
    def __init__(self, raw: Path, mounted: Path) -> None:
        self.raw = raw
        self.mounted = mounted

    def chunks(self, overlap: int) -> Iterator[bytes]:
        """Everything that was ever written, file or not; they overlap so that nothing hides in a seam. Blocks without
        content are left out, one of each row stays as a gap."""
        with self.raw.open("rb", buffering=0) as file:
            tail, gap = b"", False
            while piece := file.read(_CHUNK):
                kept = [tail]
                for at in range(0, len(piece), _BLOCK):
                    block = piece[at : at + _BLOCK]
                    if block != _EMPTY or not gap:
                        kept.append(block)
                    gap = block == _EMPTY
                chunk = b"".join(kept)
                yield chunk
                tail = chunk[-overlap:]


@contextlib.contextmanager
def disk_image(folder: Path, megabytes: int) -> Iterator[DiskImage]:
    """Mounted with ``sync``: whatever is written reaches the image at once, also what is deleted a moment later."""
    image = DiskImage(folder / "disk.img", folder / "disk")
    with image.raw.open("wb") as file:
        file.truncate(megabytes << 20)
    image.mounted.mkdir()
    _run("mkfs.ext4", "-q", str(image.raw))
    _run("mount", "-o", "loop,sync,dirsync", str(image.raw), str(image.mounted))
    try:
        yield image
    finally:
        _run("umount", str(image.mounted))
        image.raw.unlink()
        image.mounted.rmdir()


def settle(image: DiskImage) -> None:
    """What the journal still holds goes to its place; nothing is only in memory."""
    _run("sync", "-f", str(image.mounted))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
