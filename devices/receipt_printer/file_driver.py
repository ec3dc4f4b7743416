"""A receipt printer on a serial line, or on USB as Linux' printer class shows it (``/dev/usb/lp0``)."""

import os
import select
import termios
import time
from collections.abc import Callable, Mapping

import serial

from devices.receipt_printer.answering_printer import AnsweringPrinter

DEFAULT_BAUD = 19200
_SLICE_SECONDS = 0.1


class FileConnection:
    """What :class:`AnsweringPrinter` needs of a connection, on an open file descriptor."""

    def __init__(self, descriptor: int, let_go: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._let_go = let_go
        self._patience: float | None = None
        self._down = False
        os.set_blocking(descriptor, False)

    def sendall(self, data: bytes, /) -> None:
        """A printer that takes no more, because it is out of paper, ends in ``TimeoutError``."""
        rest = memoryview(data)
        while rest:
            self._wait([], [self._descriptor])
            rest = rest[os.write(self._descriptor, rest) :]

    def recv(self, size: int, /) -> bytes:
        self._wait([self._descriptor], [])
        return os.read(self._descriptor, size)

    def settimeout(self, seconds: float | None, /) -> None:
        self._patience = seconds

    def gettimeout(self) -> float | None:
        return self._patience

    def shutdown(self, _how: int, /) -> None:
        """From any thread: the call under way ends within a tenth of a second."""
        self._down = True

    def close(self) -> None:
        self._let_go()

    def _wait(self, readable: list[int], writable: list[int]) -> None:
        end = None if self._patience is None else time.monotonic() + self._patience
        while end is None or time.monotonic() < end:
            if self._down:
                raise ConnectionAbortedError("interrupted")
            ready = select.select(readable, writable, [], _SLICE_SECONDS)
            if ready[0] or ready[1]:
                return
        raise TimeoutError("no answer from the line")


def serial_printer(address: str, options: Mapping[str, object]) -> AnsweringPrinter:
    """``address``: a serial port. Options: ``baud`` (19200), ``dsrdtr`` hardware flow control (false), and those of
    every printer. The status questions need a cable with both data lines."""
    baud, flow = int(str(options.get("baud", DEFAULT_BAUD))), bool(options.get("dsrdtr", False))

    def connect() -> FileConnection:
        try:
            port = serial.Serial(address, baud, timeout=0, dsrdtr=flow, exclusive=True)
            port.reset_input_buffer()
        except termios.error as error:
            raise ConnectionError("not a serial line") from error
        return FileConnection(port.fileno(), port.close)

    return AnsweringPrinter(connect, options, "baud", "dsrdtr")


def usb_printer(address: str, options: Mapping[str, object]) -> AnsweringPrinter:
    """``address``: ``/dev/usb/lp0`` or a link of a udev rule (module ``usblp``). Options: those of every printer."""

    def connect() -> FileConnection:
        descriptor = os.open(address, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        return FileConnection(descriptor, lambda: os.close(descriptor))

    return AnsweringPrinter(connect, options)
