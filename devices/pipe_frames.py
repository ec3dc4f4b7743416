"""What goes through the pipes of a child process: a small JSON head and raw bytes, framed. Touches no pipe.

``length of head, length of body: 4 bytes each, big-endian | head: a JSON object | body``.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_HEAD = 1 << 16
MAX_BODY = 200_000_000
_LENGTHS = struct.Struct(">II")


class FrameBroken(Exception):
    """What came is no frame; the line cannot be used any more."""


@dataclass(frozen=True, slots=True)
class Frame:
    head: Mapping[str, Any]
    body: bytes = field(default=b"", repr=False)


def encode_frame(frame: Frame) -> bytes:
    head = json.dumps(frame.head).encode()
    return _LENGTHS.pack(len(head), len(frame.body)) + head + frame.body


class FrameReader:
    """Holds at most one unfinished frame."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames completed by ``data``, in order. Raises :class:`FrameBroken`."""
        self._buffer += data
        frames = []
        while (frame := self._take()) is not None:
            frames.append(frame)
        return frames

    def _take(self) -> Frame | None:
        if len(self._buffer) < _LENGTHS.size:
            return None
        head_length, body_length = _LENGTHS.unpack_from(self._buffer)
        if head_length > MAX_HEAD or body_length > MAX_BODY:
            raise FrameBroken("length")
        start, end = _LENGTHS.size + head_length, _LENGTHS.size + head_length + body_length
        if len(self._buffer) < end:
            return None
        head = _object(bytes(self._buffer[_LENGTHS.size : start]))
        body = bytes(memoryview(self._buffer)[start:end])
        del self._buffer[:end]
        return Frame(head, body)


def _object(head: bytes) -> dict[str, Any]:
    try:
        value = json.loads(head)
    except (ValueError, RecursionError):
        raise FrameBroken("head") from None
    if not isinstance(value, dict):
        raise FrameBroken("head")
    return value
