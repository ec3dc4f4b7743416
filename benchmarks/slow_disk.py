"""Runs a subject in a process of its own, on the disk as it is or on one whose every sync takes longer.

``strace`` stops the process at its ``fsync`` and ``fdatasync`` calls alone (seccomp), lets each take the added time and
counts them: whoever syncs, Python or SQLite inside it. Calls of several threads are delayed side by side, as by a disk
that takes several at once. The stop itself costs about 0.05 ms a sync.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
_SYNC = re.compile(r"\b(?:fsync|fdatasync)\(")
HAS_STRACE = shutil.which("strace") is not None


def seconds(module: str, subject: str, count: int, added_ms: float = 0.0) -> float:
    """Of ``count`` turns, without what prepares them."""
    return _run(module, subject, count, added_ms)[0]


def syncs_each(module: str, subject: str, count: int) -> float:
    """Of one turn; opening and closing are taken off by a run without turns."""
    return (_run(module, subject, count, 0.0, counted=True)[1] - _run(module, subject, 0, 0.0, counted=True)[1]) / count


def _run(module: str, subject: str, count: int, added_ms: float, *, counted: bool = False) -> tuple[float, int]:
    with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder:
        log = Path(folder) / "syncs"
        watched = _strace(log, added_ms) if added_ms or counted else []
        command = [*watched, sys.executable, "-m", module, subject, str(Path(folder) / "state"), str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            raise RuntimeError(f"{subject}: {done.stderr[-2000:]}")
        syncs = len(_SYNC.findall(log.read_text())) if watched else 0
        return float(json.loads(done.stdout)), syncs


def _strace(log: Path, added_ms: float) -> Sequence[str]:
    calls = "fsync,fdatasync"
    slow = ["-e", f"inject={calls}:delay_exit={round(added_ms * 1000)}"] if added_ms else []
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={calls}", *slow, "-e", "signal=none", "-o", str(log)]
