"""Words nobody may find on a disk, in every shape in which a program could have left them."""

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CODES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SHAPES = ("plain", "hex", "HEX", "base64", "base64 +1", "base64 +2")


@dataclass(frozen=True, slots=True)
class Needle:
    secret: int
    """Its number in the list, never the secret itself."""
    code: str
    shape: str
    bytes: bytes


def needles(secrets: Iterable[str], codes: Iterable[str] = CODES, shapes: Iterable[str] = SHAPES) -> tuple[Needle, ...]:
    found = {
        shaped: Needle(number, code, shape, shaped)
        for number, secret in enumerate(secrets)
        for code in codes
        for shape in shapes
        for shaped in (shaped_as(shape, secret.encode(code)),)
    }
    return tuple(found.values())


def shaped_as(shape: str, data: bytes) -> bytes:
    if shape == "plain":
        return data
    if shape.startswith("base64"):
        return _within_base64(data, int(shape[7:] or 0))
    text = binascii.hexlify(data)
    return text.upper() if shape == "HEX" else text


def _within_base64(data: bytes, before: int) -> bytes:
    """The characters that depend on ``data`` alone, when so many bytes (modulo 3) stand before it."""
    text = base64.b64encode(bytes(before) + data + bytes(3))
    return text[(before * 8 + 5) // 6 : (before + len(data)) * 8 // 6]


def hits(chunks: Iterable[bytes], wanted: Iterable[Needle]) -> Iterator[Needle]:
    """One for each chunk it is in."""
    held = tuple(wanted)
    for chunk in chunks:
        yield from (needle for needle in held if needle.bytes in chunk)
