"""A SAM_V reader on a serial line (RS-232, or USB with a serial chip)."""

import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import serial

from devices.id_card_reader.reader_line import SLICE_SECONDS, unreachable
from devices.id_card_reader.sdt_reader import SdtReader

DEFAULT_BAUD = 115200


class SerialLine:
    """8N1, no flow control."""

    def __init__(self, address: str, baud: int) -> None:
        self._address = address
        self._baud = baud
        self._port: serial.Serial | None = None

    def open(self) -> None:
        with _translated():
            self._port = serial.Serial(
                self._address, self._baud, timeout=SLICE_SECONDS, write_timeout=1.0, exclusive=True
            )

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with suppress(OSError, termios.error):
                port.close()

    def send(self, frame: bytes) -> None:
        port = self._opened()
        with _translated():
            port.reset_input_buffer()
            port.write(frame)

    def receive(self) -> bytes:
        port = self._opened()
        with _translated():
            return port.read(max(1, port.in_waiting))

    def seconds_for(self, size: int) -> float:
        return size * 10 / self._baud

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise unreachable("not open")
        return self._port


def serial_reader(
    address: str, options: Mapping[str, str | int | bool | float], now: Callable[[], float] = time.monotonic
) -> SdtReader:
    """``options``: ``baud`` (115200)."""
    return SdtReader(SerialLine(address, int(options.get("baud", DEFAULT_BAUD))), now)


@contextmanager
def _translated() -> Iterator[None]:
    """A line that goes away shows as any of three kinds of exception, depending on the call it meets."""
    try:
        yield
    except (OSError, serial.SerialException, termios.error) as error:
        raise unreachable(type(error).__name__) from error
