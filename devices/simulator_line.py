"""The device's end of a serial line for simulators: a pseudo terminal with a link that names it."""

import asyncio
import os
import tty
from collections.abc import Callable
from pathlib import Path

_CHUNK = 64
_READ = 4096


class SerialLine:
    """Bytes leave at the pace of ``baud`` (8N1: ten bits a byte), as they do on a real line; a pty alone has none.
    Needs a running event loop."""

    def __init__(self, link: Path, baud: int, received: Callable[[bytes], None]) -> None:
        self._link = link
        self._baud = baud
        self._received = received
        self._ends: tuple[int, int] | None = None

    @property
    def plugged(self) -> bool:
        return self._ends is not None

    def plug(self) -> None:
        if self._ends is not None:
            return
        # Our own hold of the slave end keeps the master readable while no driver has it open.
        device, computer = os.openpty()
        tty.setraw(computer)
        os.set_blocking(device, False)
        self._ends = device, computer
        new_link = self._link.with_name(f"{self._link.name}.new")
        new_link.unlink(missing_ok=True)
        new_link.symlink_to(os.ttyname(computer))
        new_link.replace(self._link)
        asyncio.get_running_loop().add_reader(device, self._read)

    def unplug(self) -> None:
        """The driver sees the line go away."""
        if self._ends is None:
            return
        device, computer = self._ends
        self._ends = None
        asyncio.get_running_loop().remove_reader(device)
        self._link.unlink(missing_ok=True)
        os.close(computer)
        os.close(device)

    async def send(self, data: bytes, pause: float = 0.0) -> None:
        """Whatever a driver does not fetch in time is lost, as on a real line. ``pause``: seconds lost before the last
        byte."""
        clock = asyncio.get_running_loop().time
        began = clock()
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            # Against the beginning, so that late wake-ups do not add up to a slower line.
            await asyncio.sleep(began + (start + len(chunk)) * 10 / self._baud - clock())
            if pause and start + _CHUNK >= len(data):
                self._put(chunk[:-1])
                await asyncio.sleep(pause)
                chunk = chunk[-1:]
            self._put(chunk)

    def _put(self, chunk: bytes) -> None:
        if self._ends is not None:
            self._write(self._ends[0], chunk)

    @staticmethod
    def _write(device: int, chunk: bytes) -> None:
        try:
            os.write(device, chunk)
        except BlockingIOError:
            return

    def _read(self) -> None:
        if self._ends is not None:
            self._received(os.read(self._ends[0], _READ))
