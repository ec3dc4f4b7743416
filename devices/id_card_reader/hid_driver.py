"""A SAM_V reader as a HID device (2B8B:2721 and others) through Linux' hidraw.

A request is one report of 64 bytes, the frame padded with zeros; an answer is as many reports as its frame needs, the
last one padded. Source: public implementations; never met a real reader.
"""

import os
import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from devices.id_card_reader.reader_line import SLICE_SECONDS, unreachable
from devices.id_card_reader.sdt_reader import SdtReader

REPORT = 64
_REPORT_NUMBER = b"\0"
"""hidraw wants the number of the report first; 0 for a device that does not number them."""
_BYTES_PER_SECOND = REPORT * 1000
"""Full speed: one report a millisecond."""


def report_of(frame: bytes) -> bytes:
    """Raises ``ValueError`` for a frame that does not fit; no request is so long."""
    if len(frame) > REPORT:
        raise ValueError("frame longer than a report")
    return frame.ljust(REPORT, b"\0")


class HidLine:
    """``address``: ``/dev/hidrawN``, better a link that a udev rule makes."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._device: int | None = None

    def open(self) -> None:
        with _translated():
            self._device = os.open(self._address, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)

    def close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            with suppress(OSError):
                os.close(device)

    def send(self, frame: bytes) -> None:
        with _translated():
            while self._read(0.0):
                continue
            os.write(self._opened(), _REPORT_NUMBER + report_of(frame))

    def receive(self) -> bytes:
        with _translated():
            return self._read(SLICE_SECONDS)

    def seconds_for(self, size: int) -> float:
        return size / _BYTES_PER_SECOND

    def _read(self, seconds: float) -> bytes:
        device = self._opened()
        if not select.select([device], [], [], seconds)[0]:
            return b""
        data = os.read(device, REPORT)
        if not data:
            raise unreachable("end of file")
        return data

    def _opened(self) -> int:
        if self._device is None:
            raise unreachable("not open")
        return self._device


def hid_reader(address: str, now: Callable[[], float] = time.monotonic) -> SdtReader:
    return SdtReader(HidLine(address), now)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unreachable(type(error).__name__) from error
