"""A bar code scanner on a serial line (RS-232 or USB CDC)."""

import termios
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import serial

from devices.errors import DeviceUnreachable
from devices.qr_scanner.payload_codec import Payload, PayloadDecoder, text_of
from domain.failures import FailureCode

DEFAULT_BAUD = 9600
POLL_SECONDS = 0.2
REPEAT_SECONDS = 2.0
"""A code held before the scanner is sent again and again; the same one is told once in so long a time."""
_GAP_SECONDS = 0.08


class QrSerialScanner:
    """``options``: ``baud`` (9600), ``strip_aim_id`` (true). A :class:`devices.ports.CodeScanner`."""

    def __init__(
        self, address: str, options: Mapping[str, str | int | bool | float], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._address = address
        self._baud = int(options.get("baud", DEFAULT_BAUD))
        self._strip_aim_id = bool(options.get("strip_aim_id", True))
        self._now = now
        self._port: serial.Serial | None = None
        self._decoder = PayloadDecoder()
        self._waiting: deque[Payload] = deque()
        self._last: tuple[int, float] | None = None
        """Hash of the text told last and when it was last presented."""

    def open(self) -> None:
        self._decoder = PayloadDecoder()
        self._waiting.clear()
        with _translated():
            self._port = serial.Serial(
                self._address, self._baud, timeout=_GAP_SECONDS, write_timeout=1.0, exclusive=True
            )
            self._port.reset_input_buffer()

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with suppress(OSError, termios.error):
                port.close()

    def read(self) -> str | None:
        """Raises :class:`devices.errors.ReadFailed` for a code that is no text."""
        end = self._now() + POLL_SECONDS
        while True:
            while self._waiting:
                words = text_of(self._waiting.popleft(), strip_aim_id=self._strip_aim_id)
                if words and not self._repeated(words):
                    return words
            if self._now() >= end:
                return None
            data = self._received()
            self._waiting.extend(self._decoder.feed(data) if data else self._decoder.idle())

    def _received(self) -> bytes:
        """Empty after a gap."""
        if self._port is None:
            raise _unreachable("not open")
        with _translated():
            return self._port.read(max(1, self._port.in_waiting))

    def _repeated(self, words: str) -> bool:
        now, last = self._now(), self._last
        self._last = (hash(words), now)
        return last is not None and last[0] == hash(words) and now - last[1] < REPEAT_SECONDS


@contextmanager
def _translated() -> Iterator[None]:
    """A line that goes away shows as any of three kinds of exception, depending on the call it meets."""
    try:
        yield
    except (OSError, serial.SerialException, termios.error) as error:
        raise _unreachable(type(error).__name__) from error


def _unreachable(detail: str) -> DeviceUnreachable:
    return DeviceUnreachable(FailureCode.CODE_SCANNER_UNREACHABLE, detail)
