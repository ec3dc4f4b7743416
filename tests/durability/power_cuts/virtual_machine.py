"""A machine that is woken from one picture again and again, works on its disk, and loses power."""

import contextlib
import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO, cast

from demo.waiting import until
from tests.durability.power_cuts.losing_disk import LosingDisk
from tests.durability.power_cuts.system_image import SystemImage

_BOOT_SECONDS = 600.0
_SECONDS = 300.0
_LOOK_SECONDS = 0.02
_MEGABYTES = 256
PROMISES = ("kept ", "promised ", "dropping ")
"""How lines begin that the machine waits to be heard."""


class Stopped(Exception):
    """With its last words."""


class VirtualMachine:
    """Emulated in software: the same everywhere, and no second layer that could flush for us."""

    def __init__(self, image: SystemImage, disk: LosingDisk, folder: Path, *, picture: Path | None = None) -> None:
        """``picture``: wake from it instead of starting."""
        self._control, self._console = folder / "control.sock", folder / "console.sock"
        command = [
            "qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-m", str(_MEGABYTES), "-display", "none",
            "-nodefaults", "-no-reboot", "-kernel", str(image.kernel), "-initrd", str(image.first),
            "-append", "console=ttyS0 quiet loglevel=0 panic=1",
            "-drive", f"file={image.system},if=virtio,format=raw,readonly=on",
            "-drive", f"file=nbd+unix:///?socket={disk.address},if=virtio,format=raw,cache=writeback",
            "-chardev", f"socket,id=console,path={self._console},server=on,wait=off", "-serial", "chardev:console",
            "-qmp", f"unix:{self._control},server=on,wait=off",
        ]  # fmt: skip
        command += [] if picture is None else ["-incoming", f"exec:cat {picture}"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        self._line = _connected(self._console)
        self._heard = b""

    def say(self, words: str) -> None:
        self._line.sendall(words.encode() + b"\n")

    def hear(self, wanted: str, times: int = 1, seconds: float = 60.0) -> None:
        """Until so many lines begin with ``wanted``. Raises ``TimeoutError``; :class:`Stopped` when it ended by
        itself."""
        ended = time.monotonic() + seconds
        while sum(line.startswith(wanted) for line in self.lines()) < times:
            self._line.settimeout(max(0.01, ended - time.monotonic()))
            try:
                self._listen()
            except EOFError as error:
                raise Stopped("\n".join(self.lines()[-5:])) from error

    def listen_for(self, seconds: float) -> None:
        """Whatever it says in that time."""
        ended = time.monotonic() + seconds
        while (left := ended - time.monotonic()) > 0:
            self._line.settimeout(left)
            with contextlib.suppress(TimeoutError):
                self._listen()

    def listen_until(self, over: Callable[[], bool], seconds: float = 300.0) -> None:
        """Whatever it says before. Raises ``TimeoutError``; :class:`Stopped` when it ended by itself."""
        ended = time.monotonic() + seconds
        while not over():
            if time.monotonic() > ended:
                raise TimeoutError("\n".join(self.lines()[-5:]))
            try:
                self.listen_for(_LOOK_SECONDS)
            except EOFError as error:
                if not over():
                    raise Stopped("\n".join(self.lines()[-5:])) from error

    def promises(self) -> list[str]:
        return [line for line in self.lines() if line.startswith(PROMISES)]

    def lines(self) -> tuple[str, ...]:
        """Whole ones."""
        return tuple(self._heard.decode(errors="replace").replace("\r", "").split("\n")[:-1])

    def kill(self) -> None:
        """At this moment; :meth:`cut` has to follow."""
        self._process.kill()

    def cut(self) -> None:
        """The power. What it said before is heard to the end."""
        self.kill()
        self._process.wait()
        self._line.settimeout(1)
        with contextlib.suppress(EOFError, OSError):
            while True:
                self._listen()
        self._line.close()
        for path in (self._control, self._console):
            path.unlink(missing_ok=True)

    def take_picture(self, picture: Path) -> None:
        """Of the whole machine as it is; then it stands still."""
        with _connected(self._control) as control, control.makefile("rw") as talk:
            talk.readline()
            for order in (
                {"execute": "qmp_capabilities"},
                {"execute": "migrate", "arguments": {"uri": f"exec:cat > {picture}"}},
            ):
                talk.write(json.dumps(order) + "\n")
                talk.flush()
                talk.readline()
            until("the picture is taken", lambda: _migrated(cast(TextIO, talk)), _SECONDS)

    def _listen(self) -> None:
        try:
            piece = self._line.recv(65536)
        except ConnectionResetError as error:
            # It was killed with answers unread; what it said before has been received.
            raise EOFError from error
        if not piece:
            raise EOFError
        before = len(self.promises())
        self._heard += piece
        with contextlib.suppress(OSError):
            # Dead by now, perhaps.
            self._line.sendall(b"." * (len(self.promises()) - before))


def take_first_picture(image: SystemImage, blank: bytes, folder: Path) -> Path:
    """Of a machine that has started, has imported everything and waits."""
    picture = folder / "picture"
    disk = LosingDisk(folder / "disk.sock", blank)
    machine = VirtualMachine(image, disk, folder)
    with contextlib.closing(disk):
        try:
            machine.hear("ready", seconds=_BOOT_SECONDS)
            machine.take_picture(picture)
        finally:
            machine.cut()
    return picture


@contextlib.contextmanager
def woken(image: SystemImage, picture: Path, disk: LosingDisk, folder: Path) -> Iterator[VirtualMachine]:
    """Without power after the block."""
    machine = VirtualMachine(image, disk, folder, picture=picture)
    try:
        yield machine
    finally:
        machine.cut()


def _migrated(talk: TextIO) -> bool:
    talk.write('{"execute": "query-migrate"}\n')
    talk.flush()
    while "return" not in (answer := json.loads(talk.readline())):
        continue
    return bool(answer["return"].get("status") == "completed")


def _connected(path: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)

    def attempt() -> bool:
        try:
            line.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True

    until("the machine listens", attempt, _SECONDS)
    return line
