"""What a bar code scanner in HID POS mode sends (USB usage page 8C), reports in and payloads out; touches no device.

A report is 64 bytes: number 02 | length of data | AIM identifier without ``]``, 3 bytes | 56 bytes of data |
symbology | … | bit 0 of the last byte: more reports follow. Source: a public driver for Honeywell scanners.
"""

from devices.qr_scanner.payload_codec import MAX_PAYLOAD, Payload

REPORT = 64
_NUMBER, _DATA, CAPACITY = 0x02, 5, 56


class HidPosDecoder:
    """Holds at most ``MAX_PAYLOAD`` bytes, whatever is sent."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._too_long = False
        self.rejected = 0
        """Reports that were none."""

    def feed(self, report: bytes) -> Payload | None:
        """The payload that ``report`` completes."""
        if len(report) != REPORT or report[0] != _NUMBER or report[1] > CAPACITY:
            self.rejected += 1
            self.forget()
            return None
        data = report[_DATA : _DATA + report[1]]
        self._too_long = self._too_long or len(self._buffer) + len(data) > MAX_PAYLOAD
        self._buffer += data[: MAX_PAYLOAD - len(self._buffer)]
        if report[-1] & 1:
            return None
        payload = Payload(bytes(self._buffer), self._too_long, _aim_id(report[2:_DATA])) if self._buffer else None
        self.forget()
        return payload

    def forget(self) -> None:
        """The scanner was unplugged within a code."""
        self._buffer.clear()
        self._too_long = False


def encode_reports(data: bytes, aim_id: str = "Q1") -> list[bytes]:
    """The other direction, for the simulator."""
    parts = [data[start : start + CAPACITY] for start in range(0, len(data), CAPACITY)] or [b""]
    head = aim_id.encode("ascii").ljust(3, b"\0")
    return [
        bytes((_NUMBER, len(part))) + head + part.ljust(CAPACITY, b"\0") + bytes((0, 0, number < len(parts)))
        for number, part in enumerate(parts, start=1)
    ]


def _aim_id(field: bytes) -> str:
    """Some scanners put the ``]`` before it."""
    letters = field.rstrip(b"\0").lstrip(b"]").decode("ascii", "ignore")
    return letters if letters.isalnum() else ""
