"""A bar code scanner on a serial line (RS-232 or USB CDC)."""

import time
from collections import deque
from collections.abc import Callable

from devices.qr_scanner.code_rules import CodeGate, Options, rules_of
from devices.qr_scanner.payload_codec import Payload, PayloadDecoder
from devices.qr_scanner.scanner_failures import unreachable
from devices.serial_port import SerialPort

DEFAULT_BAUD = 9600
POLL_SECONDS = 0.2
_GAP_SECONDS = 0.08


class QrSerialScanner:
    """``options``: ``baud`` (9600) and those of :func:`devices.qr_scanner.code_rules.rules_of`.
    A :class:`devices.ports.CodeScanner`."""

    def __init__(self, address: str, options: Options, now: Callable[[], float] = time.monotonic) -> None:
        self._port = SerialPort(address, int(options.get("baud", DEFAULT_BAUD)), _GAP_SECONDS, unreachable)
        self._gate = CodeGate(rules_of(options, "baud"), now)
        self._now = now
        self._decoder = PayloadDecoder()
        self._waiting: deque[Payload] = deque()

    def open(self) -> None:
        self._decoder = PayloadDecoder()
        self._waiting.clear()
        self._port.open()

    def close(self) -> None:
        self._port.close()

    def read(self) -> str | None:
        """Raises :class:`devices.errors.ReadFailed` for a code that is no text."""
        end = self._now() + POLL_SECONDS
        while True:
            while self._waiting:
                if (words := self._gate.text(self._waiting.popleft())) is not None:
                    return words
            if self._now() >= end:
                return None
            data = self._port.read()
            self._waiting.extend(self._decoder.feed(data) if data else self._decoder.idle())
