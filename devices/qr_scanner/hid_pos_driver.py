"""A bar code scanner in USB HID POS mode (usage page 8C) through Linux' hidraw. Never met a real scanner."""

import time
from collections.abc import Callable

from devices.hidraw_line import HidrawLine
from devices.qr_scanner.code_rules import CodeGate, Options, rules_of
from devices.qr_scanner.hid_pos_codec import HidPosDecoder
from devices.qr_scanner.scanner_failures import unreachable

POLL_SECONDS = 0.2
_REPORT_GAP_SECONDS = 0.5
"""Reports of one code follow each other at once: what hangs longer lost its end."""


class HidPosScanner:
    """``address``: ``/dev/hidrawN``, better a link made by udev. ``options``: those of
    :func:`devices.qr_scanner.code_rules.rules_of`. A :class:`devices.ports.CodeScanner`."""

    def __init__(self, address: str, options: Options, now: Callable[[], float] = time.monotonic) -> None:
        self._hid = HidrawLine(address, unreachable)
        self._gate = CodeGate(rules_of(options), now)
        self._now = now
        self._decoder = HidPosDecoder()
        self._last_report = 0.0

    def open(self) -> None:
        self._decoder.forget()
        self._hid.open()
        self._hid.drain()

    def close(self) -> None:
        self._hid.close()

    def read(self) -> str | None:
        """Raises :class:`devices.errors.ReadFailed` for a code that is no text."""
        end = self._now() + POLL_SECONDS
        while (left := end - self._now()) > 0:
            report = self._hid.read(left)
            if not report:
                return None
            if self._now() - self._last_report > _REPORT_GAP_SECONDS:
                self._decoder.forget()
            self._last_report = self._now()
            payload = self._decoder.feed(report)
            if payload is not None and (words := self._gate.text(payload)) is not None:
                return words
        return None
