"""A HID device through Linux' hidraw: reports in and out, nothing known of what they say.

The service user needs a udev rule for the device file; a link that such a rule makes stays the same over replugging.
"""

import fcntl
import os
import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from devices.errors import DeviceFailure, in_use

REPORT = 64
_REST_SECONDS = 0.2
"""hidraw hands over whole reports; a pseudo terminal that stands in for one may hand over a part."""
_NO_NUMBER = b"\0"
"""hidraw wants the number of the report first; 0 for a device that does not number them."""


class HidrawLine:
    """``address``: ``/dev/hidrawN``. Every call raises ``gone(detail)`` when the device is away."""

    def __init__(self, address: str, gone: Callable[[str], DeviceFailure]) -> None:
        self._address = address
        self._gone = gone
        self._device: int | None = None

    def open(self) -> None:
        with self._translated():
            self._device = os.open(self._address, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
            try:
                fcntl.flock(self._device, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self.close()
                raise in_use(type(error).__name__) from error

    def close(self) -> None:
        """Safe at any time, also twice."""
        device, self._device = self._device, None
        if device is not None:
            with suppress(OSError):
                os.close(device)

    def drain(self) -> None:
        """Drop the reports that came and were not fetched."""
        while self.read(0.0):
            continue

    def write(self, report: bytes) -> None:
        """``report``: without its number."""
        with self._translated():
            os.write(self._opened(), _NO_NUMBER + report)

    def read(self, seconds: float) -> bytes:
        """The next report, waiting so long at most; ``b""`` for none."""
        with self._translated():
            device = self._opened()
            if not select.select([device], [], [], seconds)[0]:
                return b""
            report = os.read(device, REPORT)
            while 0 < len(report) < REPORT and select.select([device], [], [], _REST_SECONDS)[0]:
                report += os.read(device, REPORT - len(report)) or self._ended()
        return report or self._ended()

    def _ended(self) -> bytes:
        raise self._gone("end of file")

    def _opened(self) -> int:
        if self._device is None:
            raise self._gone("not open")
        return self._device

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._gone(type(error).__name__) from error
