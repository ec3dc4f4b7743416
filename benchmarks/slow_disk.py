"""Runs a subject in a process of its own, on the disk as it is or on one whose every sync takes longer.

``strace`` stops the process at its ``fsync`` and ``fdatasync`` calls alone (seccomp), lets each take the added time and
counts them: whoever syncs, Python or SQLite inside it. Calls of several threads are delayed side by side, as by a disk
that takes several at once. The stop itself costs about 0.05 ms a sync.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
_SYNC = re.compile(r"\b(?:fsync|fdatasync)\(")
HAS_STRACE = shutil.which("strace") is not None


class Ground:
    """Where all turns of a benchmark write on that disk, each in a folder of its own; none pays for what was deleted
    before it.

    ext4 without a journal, as virtual machines have it, gives no inode again for one to five minutes after it was
    deleted and looks through all of these for each new file (``recently_deleted``, fs/ext4/ialloc.c): after two
    thousand pages were deleted, a page kept beside them takes twice as long. So what a turn leaves is emptied at once
    and deleted in the end, and the folders are spread over the disk as top folders are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if shutil.which("chattr") is not None:
            # Other file systems refuse, and do not need it.
            subprocess.run(["chattr", "+T", str(folder)], capture_output=True, check=False)

    def seconds(self, module: str, subject: str, count: int, added_ms: float = 0.0) -> float:
        """Of ``count`` turns, without what prepares them."""
        return self._run(module, subject, count, added_ms)[0]

    def syncs_each(self, module: str, subject: str, count: int) -> float:
        """Of one turn; opening and closing are taken off by a run without turns."""
        every, none = (self._run(module, subject, number, 0.0, counted=True)[1] for number in (count, 0))
        return (every - none) / count

    def _run(
        self, module: str, subject: str, count: int, added_ms: float, *, counted: bool = False
    ) -> tuple[float, int]:
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        log = folder / "syncs"
        watched = _strace(log, added_ms) if added_ms or counted else []
        command = [*watched, sys.executable, "-m", module, subject, str(folder / "state"), str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            raise RuntimeError(f"{subject}: {done.stderr[-2000:]}")
        syncs = len(_SYNC.findall(log.read_text())) if watched else 0
        _empty(folder)
        return float(json.loads(done.stdout)), syncs


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder:
        yield Ground(Path(folder))


def _empty(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)


def _strace(log: Path, added_ms: float) -> Sequence[str]:
    calls = "fsync,fdatasync"
    slow = ["-e", f"inject={calls}:delay_exit={round(added_ms * 1000)}"] if added_ms else []
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={calls}", *slow, "-e", "signal=none", "-o", str(log)]
