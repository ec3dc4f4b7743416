"""A SAM_V reader on a serial line (RS-232, or USB with a serial chip)."""

import time
from collections.abc import Callable, Mapping

from devices.id_card_reader.reader_line import SLICE_SECONDS, unreachable
from devices.id_card_reader.sdt_reader import SdtReader
from devices.serial_port import SerialPort

DEFAULT_BAUD = 115200
BAUDS = (115200, 57600, 38400, 19200, 9600)
"""What a SAM_V module can be set to."""


class SerialLine:
    """A :class:`devices.id_card_reader.reader_line.ReaderLine`."""

    def __init__(self, address: str, baud: int) -> None:
        self._port = SerialPort(address, baud, SLICE_SECONDS, unreachable)
        self._baud = baud

    def open(self) -> None:
        self._port.open()

    def close(self) -> None:
        self._port.close()

    def send(self, frame: bytes) -> None:
        self._port.drain()
        self._port.write(frame)

    def receive(self) -> bytes:
        return self._port.read()

    def seconds_for(self, size: int) -> float:
        return size * 10 / self._baud


def serial_reader(
    address: str, options: Mapping[str, str | int | bool | float], now: Callable[[], float] = time.monotonic
) -> SdtReader:
    """``options``: ``baud`` (115200) and those of :class:`SdtReader`."""
    of_the_reader = {name: value for name, value in options.items() if name != "baud"}
    return SdtReader(SerialLine(address, int(options.get("baud", DEFAULT_BAUD))), of_the_reader, now)
