"""A serial line that is ours alone: 8N1, no flow control. Knows nothing of what goes over it."""

import errno
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import serial

from devices.errors import DeviceFailure, in_use

_TAKEN = (errno.EWOULDBLOCK, errno.EBUSY)
_WRITE_SECONDS = 1.0


class SerialPort:
    """``patience``: how long one read waits. Every call raises ``gone(detail)`` when the line is away, and opening it
    ``DeviceUnreachable`` with ``DEVICE_IN_USE`` when another program, or another device of ours, has it."""

    def __init__(self, address: str, baud: int, patience: float, gone: Callable[[str], DeviceFailure]) -> None:
        self._address = address
        self._baud = baud
        self._patience = patience
        self._gone = gone
        self._port: serial.Serial | None = None

    def open(self) -> None:
        with self._translated():
            self._port = serial.Serial(
                self._address, self._baud, timeout=self._patience, write_timeout=_WRITE_SECONDS, exclusive=True
            )
            self._port.reset_input_buffer()

    def close(self) -> None:
        """Safe at any time, also twice."""
        port, self._port = self._port, None
        if port is not None:
            with suppress(OSError, termios.error):
                port.close()

    def drain(self) -> None:
        """Drop what came and was not fetched."""
        with self._translated():
            self._opened().reset_input_buffer()

    def write(self, data: bytes) -> None:
        with self._translated():
            self._opened().write(data)

    def read(self) -> bytes:
        """What has come; ``b""`` after ``patience`` without a byte."""
        with self._translated():
            port = self._opened()
            return bytes(port.read(max(1, port.in_waiting)))

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise self._gone("not open")
        return self._port

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """A line that goes away shows as any of three kinds of exception, depending on the call it meets."""
        try:
            yield
        except (OSError, serial.SerialException, termios.error) as error:
            if getattr(error, "errno", None) in _TAKEN and self._port is None:
                raise in_use(type(error).__name__) from error
            raise self._gone(type(error).__name__) from error
