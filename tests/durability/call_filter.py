"""Child's side of being struck: from here on the kernel asks a listener before each system call that changes a disk.

seccomp user notification (``man 2 seccomp_unotify``): unlike injection by strace, which counts for each thread, the
listener sees the calls of all threads in one order. x86-64 Linux only.
"""

import ctypes
import os
import platform
import socket
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

CALLS = {
    1: "write", 2: "open", 18: "pwrite64", 74: "fsync", 75: "fdatasync", 77: "ftruncate", 82: "rename",
    83: "mkdir", 87: "unlink", 257: "openat", 258: "mkdirat", 263: "unlinkat", 264: "renameat", 316: "renameat2",
}  # fmt: skip
"""By the number x86-64 gives them. Opening counts where it may make a file."""
READS = {0: "read", 17: "pread64"}
"""Asked about only where somebody wants to refuse them: there are many."""
CAN_STRIKE = sys.platform == "linux" and platform.machine() == "x86_64"
WHY_NOT = "system calls are struck on x86-64 Linux only"

_PATH_FLAGS = {2: 1, 257: 2}
"""Which argument holds the flags of open."""
_NR, _ARGUMENTS = 0, 16
_LOAD, _JUMP_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _NOTIFY = 0x7FFF0000, 0x7FC00000
_SECCOMP, _SET_FILTER, _NEW_LISTENER = 317, 1, 8
_NO_NEW_PRIVILEGES = 38


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def submit(listener: Path, *, reads: bool = False) -> None:
    """Sends the kernel's questions to whoever listens at this socket. For good, and for all later threads."""
    program = _program({**CALLS, **READS} if reads else CALLS)
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(listener))
        described = _Program(len(program) // 8, program)
        questions = kernel.syscall(_SECCOMP, _SET_FILTER, _NEW_LISTENER, ctypes.byref(described))
        if questions < 0:
            raise OSError(ctypes.get_errno(), "seccomp refused the filter")
        socket.send_fds(line, [b"?"], [questions])
    os.close(questions)


def _program(calls: Mapping[int, str]) -> bytes:
    """Berkeley packet filter over ``struct seccomp_data``: the number of the call decides, for open its flags too."""
    steps = [_step(_LOAD, _NR)]
    for number in calls:
        if number in _PATH_FLAGS:
            flags = _ARGUMENTS + 8 * _PATH_FLAGS[number]
            # Not this one: over the next four. This one: ask when O_CREAT is set, else allow.
            steps += [
                _step(_JUMP_EQUAL, number, 0, 4), _step(_LOAD, flags), _step(_JUMP_SET, os.O_CREAT, 0, 1),
                _step(_RETURN, _NOTIFY), _step(_RETURN, _ALLOW),
            ]  # fmt: skip
        else:
            steps += [_step(_JUMP_EQUAL, number, 0, 1), _step(_RETURN, _NOTIFY)]
    return b"".join([*steps, _step(_RETURN, _ALLOW)])


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
