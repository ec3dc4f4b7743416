"""Runs tasks of the fork server, alone or under strace."""

import contextlib
import itertools
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demo.waiting import TookTooLong
from tests.durability.call_warden import Strike, Warden
from tests.durability.crash_states import Image, Recording
from tests.durability.disk_operations import TRACED, DiskReader

ROOT = Path(__file__).parents[2]
HAS_STRACE = shutil.which("strace") is not None
WHY_NOT = "strace is not installed"
LOOK_SECONDS = 0.01
"""Between two looks at what children did."""


def memory_folder() -> Path:
    """On a file system in memory where there is one: what is durable is decided by the model, not by this disk."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="onewindow-durability-", dir=shared if shared.is_dir() else None))


@dataclass(eq=False)
class Child:
    """A task that runs."""

    pid: int
    marks: Path
    trace: Path | None
    strace: "subprocess.Popen[str] | None"
    ended: int
    """A descriptor that is ready when it has; closed by :meth:`wait`."""
    warden: Warden | None = None
    over: bool = False
    """Somebody waited for it."""

    def said(self) -> tuple[str, ...]:
        return tuple(self.marks.read_text().splitlines()) if self.marks.exists() else ()

    def runs(self) -> bool:
        return not select.select([self.ended], [], [], 0)[0]

    def wait(self, seconds: float = 150.0) -> None:
        """Until it has ended, in whatever way."""
        ready, _, _ = select.select([self.ended], [], [], seconds)
        if not ready:
            # Where it stands, of every thread, goes to stderr.
            self.signal(signal.SIGUSR1)
            select.select([self.ended], [], [], 1)
            self.signal(signal.SIGKILL)
        os.close(self.ended)
        self.over = True
        if self.warden is not None:
            self.warden.wait()
        if self.strace is not None:
            self.strace.wait(seconds)
            assert self.strace.stderr is not None
            self.strace.stderr.close()
        if not ready:
            raise TookTooLong("a task hangs")

    def signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Runner:
    """One fork server and a folder for pipes, marks and traces."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()
        self._started: list[Child] = []
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.fork_server"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def end_all(self) -> None:
        """Those that nobody waited for."""
        for child in self._started:
            if not child.over:
                child.signal(signal.SIGKILL)
                child.wait()
        self._started.clear()

    def close(self) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(60)
        self._server.stdout.close()

    def start(
        self, task: str, *arguments: object, trace: bool = False, strike: tuple[Path, Strike] | None = None
    ) -> Child:
        """``strike``: what happens to a system call on that folder. A trace shows what really happened then."""
        number = next(self._numbers)
        gate, marks = self.folder / f"{number}.gate", self.folder / f"{number}.marks"
        os.mkfifo(gate)
        warden = None if strike is None else Warden(self.folder / f"{number}.warden", *strike)
        order = {
            "task": task, "gate": str(gate), "marks": str(marks), "warden": str(warden.address) if warden else "",
            "reads": strike is not None and strike[1].reads, "arguments": [str(one) for one in arguments],
        }  # fmt: skip
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        pid = int(self._server.stdout.readline())
        ended = os.pidfd_open(pid)
        log = self.folder / f"{number}.trace" if trace else None
        strace = None if log is None else _attach(pid, log)
        gate.write_bytes(b"go")
        gate.unlink()
        child = Child(pid, marks, log, strace, ended, warden)
        self._started = [one for one in self._started if not one.over] + [child]
        return child

    def run(self, task: str, *arguments: object, trace: bool = False) -> Child:
        child = self.start(task, *arguments, trace=trace)
        child.wait()
        return child


def _attach(pid: int, log: Path) -> "subprocess.Popen[str]":
    strace = subprocess.Popen(
        ["strace", "-f", "-xx", "-s", "4000000", "-e", f"trace={TRACED}", "-o", str(log), "-p", str(pid)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert strace.stderr is not None
    assert "attached" in strace.stderr.readline()
    return strace


class Recorder:
    """What several processes, one after the other, do to one folder. Take the picture before the first begins."""

    def __init__(self, root: Path, skip: Sequence[str] = ()) -> None:
        """``skip``: folders that nobody changes, left out of every state."""
        self._root = root
        self._skip = skip
        self._before = Image.of(root, skip)
        self._inodes = {path: number for number, path in enumerate(sorted(self._before.files), 1)}
        self._names = dict(self._inodes)
        self._sizes = {inode: len(self._before.files[path]) for path, inode in self._inodes.items()}
        self._reader: DiskReader | None = None

    def add(self, child: Child) -> None:
        """A traced child that has ended."""
        assert child.trace is not None
        reader = self._reader or DiskReader(
            str(self._root), "", self._names, self._sizes, folders=set(self._before.folders)
        )
        self._reader = DiskReader(
            reader.root, str(child.marks), reader.names, reader.sizes, reader.operations, reader.folders
        )
        with child.trace.open() as lines:
            self._reader.feed(lines)

    def agrees(self) -> bool:
        """Is the folder as the recording says? A call in which a process was killed may have been carried out, and the
        trace does not say so. Empty files do not count: who looks at a database makes one."""
        recording, now = self.recording(), Image.of(self._root, self._skip)
        looked_at = {path: inode for path, inode in self._names.items() if path.split("/")[0] not in self._skip}
        recorded = {path: recording.content(inode) for path, inode in looked_at.items()}
        return {one for one in recorded.items() if one[1]} == {one for one in now.files.items() if one[1]}

    def recording(self) -> Recording:
        assert self._reader is not None
        return Recording(self._before, self._inodes, tuple(self._reader.operations))


@contextlib.contextmanager
def runner() -> Iterator[tuple[Runner, Path]]:
    folder = memory_folder()
    (folder / "runs").mkdir()
    made = Runner(folder / "runs")
    try:
        yield made, folder
    finally:
        made.close()
        shutil.rmtree(folder)
