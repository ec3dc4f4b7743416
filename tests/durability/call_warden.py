"""Parent's side of striking: lets every system call of a child pass but for those of one strike."""

import contextlib
import ctypes
import errno
import fcntl
import os
import select
import signal
import socket
import struct
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.durability.call_filter import CALLS, READS

ERRORS = ("EIO", "ENOSPC", "EROFS")
KILL, SHORT = "KILL", "short"
"""``short``: half of a write arrives, then the disk is full."""
_RECEIVE, _ANSWER = 0xC0502100, 0xC0182101
_QUESTION = struct.Struct("QII iIQ6Q")
_REPLY = struct.Struct("QqiI")
_GO_ON = 1
_GET_DESCRIPTOR = 438
_NAMES = {**CALLS, **READS}
_BY_DESCRIPTOR = frozenset({*READS.values(), "write", "pwrite64", "ftruncate", "fsync", "fdatasync"})
_SYNCS = frozenset({"fsync", "fdatasync"})
_AT = frozenset({"openat", "mkdirat", "unlinkat", "renameat", "renameat2"})
_LONGEST_PATH = 4096


@dataclass(frozen=True, slots=True)
class Strike:
    kind: str
    """``KILL``, an error's name, or ``short``."""
    at: int
    """The so-manieth call on the folder, from 1; 0: never."""
    lasting: int = 1
    """Calls in a row that fail."""
    reads: bool = False
    """Counted and refused are reads, not what changes the disk."""
    syncs: bool = False
    """Counted and refused are syncs, and nothing else."""


NEVER = Strike(KILL, 0)


class Warden:
    """Answers the questions of one child in a thread of its own; counts what it does to ``folder``."""

    def __init__(self, address: Path, folder: Path, strike: Strike) -> None:
        self._folder = str(folder)
        self.address = address
        self.arm(strike)
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(address))
        self._door.listen(1)
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def arm(self, strike: Strike) -> None:
        """Count from here; the strike before is over."""
        self._strike = strike
        self.calls: list[str] = []
        """Names of the calls on the folder, as they came."""
        self.struck = False

    def wait(self) -> None:
        """After the child has ended."""
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._door.close()

    def _watch(self) -> None:
        """A child that is ended early may never have submitted."""
        try:
            line, _ = self._door.accept()
        except OSError:
            return
        with line:
            _, descriptors, _, _ = socket.recv_fds(line, 1, 1)
        if not descriptors:
            return
        questions = descriptors[0]
        waiting = select.poll()
        waiting.register(questions, select.POLLIN)
        while not waiting.poll()[0][1] & select.POLLHUP:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                self._answer(questions)
        os.close(questions)

    def _answer(self, questions: int) -> None:
        """One call. Its process may die meanwhile: then nobody waits for the answer."""
        question = bytearray(_QUESTION.size)
        fcntl.ioctl(questions, _RECEIVE, question)
        number, task, _, call, _, _, *arguments = _QUESTION.unpack(question)
        value, error, flags = 0, 0, _GO_ON
        name = _NAMES[call]
        if self._counts(call, name) and self._is_ours(task, name, arguments):
            self.calls.append(name)
            value, error, flags = self._verdict(task, name, arguments)
        fcntl.ioctl(questions, _ANSWER, bytearray(_REPLY.pack(number, value, error, flags)))

    def _counts(self, call: int, name: str) -> bool:
        return (call in READS) == self._strike.reads and (name in _SYNCS or not self._strike.syncs)

    def _verdict(self, task: int, name: str, arguments: list[int]) -> tuple[int, int, int]:
        """Value, error and flags of the reply."""
        after = len(self.calls) - self._strike.at
        if self._strike.at == 0 or not 0 <= after < self._strike.lasting:
            return 0, 0, _GO_ON
        if self._strike.kind == SHORT and name not in ("write", "pwrite64") and after == 0:
            return 0, 0, _GO_ON
        self.struck = True
        if self._strike.kind == KILL:
            os.kill(task, signal.SIGKILL)
            return 0, 0, _GO_ON
        if self._strike.kind == SHORT and after == 0:
            return _write_half(task, name, arguments), 0, 0
        return 0, -getattr(errno, self._strike.kind if self._strike.kind != SHORT else "ENOSPC"), 0

    def _is_ours(self, task: int, name: str, arguments: list[int]) -> bool:
        by_number = name in _BY_DESCRIPTOR
        link = Path(f"/proc/{task}/fd/{arguments[0]}")
        path = str(link.readlink()) if by_number else _text(task, arguments[name in _AT])
        return path == self._folder or path.startswith(self._folder + "/")


def _text(task: int, address: int) -> str:
    return os.fsdecode(_memory(task, address, _LONGEST_PATH).split(b"\0", 1)[0])


def _memory(task: int, address: int, size: int) -> bytes:
    """Less where it ends."""
    with Path(f"/proc/{task}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        return memory.read(size)


def _write_half(task: int, name: str, arguments: list[int]) -> int:
    """What a disk does that fills up in the middle of a write."""
    data = _memory(task, arguments[1], arguments[2] // 2)
    process = os.pidfd_open(_leader(task))
    descriptor = ctypes.CDLL(None).syscall(_GET_DESCRIPTOR, process, arguments[0], 0)
    try:
        return os.write(descriptor, data) if name == "write" else os.pwrite(descriptor, data, arguments[3])
    finally:
        os.close(descriptor)
        os.close(process)


def _leader(task: int) -> int:
    status = Path(f"/proc/{task}/status").read_text()
    return int(status.split("Tgid:", 1)[1].split(None, 1)[0])
