"""The line a reader is on. It carries bytes and knows nothing of frames."""

from typing import Protocol

from devices.errors import DeviceUnreachable
from domain.failures import FailureCode

SLICE_SECONDS = 0.05
"""How long one look for bytes takes at most, so that a thread can be ended."""


class ReaderLine(Protocol):
    """Every method raises ``DeviceUnreachable`` when the line is away."""

    def open(self) -> None: ...

    def close(self) -> None:
        """Safe at any time, also twice."""
        ...

    def send(self, frame: bytes) -> None:
        """What came before and was not fetched is dropped."""
        ...

    def receive(self) -> bytes:
        """What has come, waiting :data:`SLICE_SECONDS` at most; ``b""`` for nothing. May hold noise and padding."""
        ...

    def seconds_for(self, size: int) -> float:
        """Time ``size`` bytes take on the wire."""
        ...


def unreachable(detail: str) -> DeviceUnreachable:
    """``detail``: what the line said, never content."""
    return DeviceUnreachable(FailureCode.CARD_READER_UNREACHABLE, detail)
