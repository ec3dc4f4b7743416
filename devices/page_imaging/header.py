"""What a page says of itself before any pixel is decoded: format, size, resolution."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from devices.errors import ReadFailed
from domain.failures import FailureCode

MAX_PIXELS = 60_000_000
_JPEG_START, _JPEG_END, _PNG_START = b"\xff\xd8\xff", b"\xff\xd9", b"\x89PNG\r\n\x1a\n"
_PNG_AROUND = 12
"""Bytes of a chunk besides what it holds."""
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE_MARKERS = frozenset({0x01, *range(0xD0, 0xD8)})
_MAX_TRAILING = 4096


@dataclass(frozen=True, slots=True)
class PageHeader:
    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    components: int
    dpi: int
    """0 where the page does not say."""


def unreadable(reason: str) -> ReadFailed:
    """The failure of a page that is no whole image; ``reason`` holds nothing of its content."""
    return ReadFailed(FailureCode.PAGE_UNREADABLE, reason)


def read_header(data: bytes) -> PageHeader:
    """Header of a whole JPEG or PNG. Raises ``ReadFailed``: ``PAGE_UNREADABLE``, ``PAGE_TOO_LARGE`` over 60 Mpx.

    A decoder fills what a cut-off file lacks with grey and says nothing; so the end is checked here.
    """
    try:
        if data.startswith(_JPEG_START):
            header = _read_jpeg(data)
        elif data.startswith(_PNG_START):
            header = _read_png(data)
        else:
            raise unreadable("neither JPEG nor PNG")
    except struct.error:
        raise unreadable("header cut off") from None
    if not header.width or not header.height:
        raise unreadable("no size")
    if header.width * header.height > MAX_PIXELS:
        raise ReadFailed(FailureCode.PAGE_TOO_LARGE, f"{header.width}x{header.height}")
    return header


def _read_jpeg(data: bytes) -> PageHeader:
    if _JPEG_END not in data[-_MAX_TRAILING:]:
        raise unreadable("JPEG cut off")
    dpi, at = 0, 2
    while True:
        mark, marker = struct.unpack_from(">BB", data, at)
        if mark != 0xFF or marker in (0xD9, 0xDA):
            raise unreadable("JPEG without frame header")
        at += 1 if marker == 0xFF else 2
        if marker == 0xFF or marker in _STANDALONE_MARKERS:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        if length < 2:
            raise unreadable("JPEG segment without length")
        if marker in _FRAME_MARKERS:
            height, width, components = struct.unpack_from(">HHB", data, at + 3)
            return PageHeader("image/jpeg", width, height, components, dpi)
        if marker == 0xE0 and data[at + 2 : at + 7] == b"JFIF\0":
            dpi = _jfif_dpi(data, at)
        at += length


def _jfif_dpi(data: bytes, at: int) -> int:
    unit, density = struct.unpack_from(">BH", data, at + 9)
    return int({1: density, 2: round(density * 2.54)}.get(unit, 0))


def _read_png(data: bytes) -> PageHeader:
    """Every chunk is looked for: OpenCV takes memory for what a chunk claims to hold, up to 4 GB."""
    dpi = 0
    for name, at, length in _png_chunks(data):
        if name == b"pHYs" and length >= 4:
            (per_metre,) = struct.unpack_from(">I", data, at)
            dpi = round(per_metre * 0.0254)
    width, height, _, colour_type = struct.unpack_from(">IIBB", data, 16)
    return PageHeader("image/png", width, height, {0: 1, 4: 2, 6: 4}.get(colour_type, 3), dpi)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and length of what each chunk holds."""
    name, at = b"", len(_PNG_START)
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        if at + length + _PNG_AROUND > len(data):
            raise unreadable("PNG cut off")
        yield name, at + 8, length
        at += length + _PNG_AROUND
