"""What a bar code scanner sends over a serial line, bytes in and payloads out; touches no line.

Scanners end a code with CR, LF, CR LF or ETX, or just stop; some begin it with STX, within which CR and LF
belong to the code. An AIM symbology identifier (``]Q1``) may stand before it.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from devices.errors import ReadFailed
from domain.failures import FailureCode

MAX_PAYLOAD = 4096
"""Bytes. A QR code holds at most 2953."""
_STX: Final = 0x02
_ETX: Final = 0x03
_ENDS: Final = frozenset(b"\r\n\x03")
# ISO/IEC 15424: ], a letter for the symbology, a modifier.
_AIM = re.compile(rb"\][A-Za-z][0-9A-Za-z]")
# GS, RS, FS and EOT are part of GS1 and ISO/IEC 15434 codes.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1b\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Payload:
    data: bytes = field(repr=False)
    too_long: bool = False
    """The rest was dropped."""
    aim_id: str = ""
    """Letter and modifier of the AIM symbology identifier, ``Q1``; empty: not said."""


class PayloadDecoder:
    """Holds at most ``MAX_PAYLOAD`` bytes, whatever is sent."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._framed = False
        self._too_long = False

    def feed(self, data: bytes) -> list[Payload]:
        """The payloads completed by ``data``, in order."""
        payloads = []
        for byte in data:
            if byte == _STX:
                payloads += self.idle()
                self._framed = True
            elif byte == _ETX or (byte in _ENDS and not self._framed):
                payloads += self.idle()
            elif len(self._buffer) < MAX_PAYLOAD:
                self._buffer.append(byte)
            else:
                self._too_long = True
        return payloads

    def idle(self) -> list[Payload]:
        """The line has gone quiet: what is here is a payload, if anything is."""
        payloads = [Payload(bytes(self._buffer), self._too_long)] if self._buffer else []
        self._buffer.clear()
        self._framed = self._too_long = False
        return payloads


def split_aim_id(payload: Payload) -> Payload:
    """The identifier taken from the front of the data, if one stands there."""
    prefix = _AIM.match(payload.data)
    if prefix is None:
        return payload
    return Payload(payload.data[prefix.end() :], payload.too_long, prefix.group()[1:].decode("ascii"))


def text_of(payload: Payload) -> str:
    """UTF-8, else GB 18030. Raises :class:`ReadFailed` for what is neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            words = payload.data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NOT_TEXT.search(words):
            return words
    raise unreadable("neither UTF-8 nor GB 18030 text")


def unreadable(detail: str) -> ReadFailed:
    return ReadFailed(FailureCode.CODE_UNREADABLE, detail)
