"""A SAM_V reader as a HID device (2B8B:2721 and others) through Linux' hidraw.

A request is one report of 64 bytes, the frame padded with zeros; an answer is as many reports as its frame needs, the
last one padded. Source: public implementations; never met a real reader.
"""

import time
from collections.abc import Callable, Mapping

from devices.hidraw_line import REPORT, HidrawLine
from devices.id_card_reader.reader_line import SLICE_SECONDS, unreachable
from devices.id_card_reader.sdt_reader import SdtReader

_BYTES_PER_SECOND = REPORT * 1000
"""Full speed: one report a millisecond."""


def report_of(frame: bytes) -> bytes:
    """Raises ``ValueError`` for a frame that does not fit; no request is so long."""
    if len(frame) > REPORT:
        raise ValueError("frame longer than a report")
    return frame.ljust(REPORT, b"\0")


class HidLine:
    """A :class:`devices.id_card_reader.reader_line.ReaderLine`."""

    def __init__(self, address: str) -> None:
        self._hid = HidrawLine(address, unreachable)

    def open(self) -> None:
        self._hid.open()

    def close(self) -> None:
        self._hid.close()

    def send(self, frame: bytes) -> None:
        self._hid.drain()
        self._hid.write(report_of(frame))

    def receive(self) -> bytes:
        return self._hid.read(SLICE_SECONDS)

    def seconds_for(self, size: int) -> float:
        return size / _BYTES_PER_SECOND


def hid_reader(address: str, options: Mapping[str, object], now: Callable[[], float] = time.monotonic) -> SdtReader:
    """``options``: those of :class:`SdtReader`."""
    return SdtReader(HidLine(address), options, now)
