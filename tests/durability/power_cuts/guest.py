"""What runs in the virtual machine: visits, one after the other, until the power goes.

Says ``ready`` on the serial line, waits there for ``go SEED BUG``, mounts its disk and hands in. Every promise is a
line of its own (see :mod:`tests.durability.station_checks`). The host answers each with one byte, and nothing is done
before: a word still in the line's buffers when the power goes would tell of a page that it is kept, and not that it was
dropped since.
"""

import ctypes
import fcntl
import os
import random
import tty
from pathlib import Path

import sqlite_utils  # noqa: F401 - imported before the picture is taken, not after each cut

from tests.durability import tasks

DISK = "/disk"
STATE = f"{DISK}/state"
_RESEED = 0x5207
"""``RNDRESEEDCRNG`` of ``random(4)``: machines woken from one picture must not draw the same numbers."""


def main() -> None:
    line = os.open("/dev/ttyS0", os.O_RDWR | os.O_NOCTTY)
    tty.setraw(line)
    os.write(line, b"ready\n")
    _, seed, bug = _heard(line).split(" ")
    _seed(seed)
    if ctypes.CDLL(None, use_errno=True).mount(b"/dev/vdb", DISK.encode(), b"ext4", 0, b""):
        os.write(line, f"no disk: {os.strerror(ctypes.get_errno())}\n".encode())
        return
    os.write(line, b"mounted\n")
    vars(tasks)["say"] = _said_and_heard
    while True:
        tasks.visit(line, STATE, bug, "2")
        bug = ""


def _said_and_heard(line: int, *words: object) -> None:
    os.write(line, (" ".join(map(str, words)) + "\n").encode())
    os.read(line, 1)


def _heard(line: int) -> str:
    text = b""
    while not text.endswith(b"\n"):
        text += os.read(line, 1)
    return text.decode().strip("\n")


def _seed(seed: str) -> None:
    random.seed(seed)
    with Path("/dev/urandom").open("wb", buffering=0) as source:
        source.write(seed.encode())
        fcntl.ioctl(source, _RESEED)


if __name__ == "__main__":
    main()
