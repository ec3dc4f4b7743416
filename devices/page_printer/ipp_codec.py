"""IPP messages (RFC 8010), bytes in and values out; touches no line.

``version 2 | operation or status 2 | request id 4 | groups | 03 | document``. A group is a delimiter and attributes:
``tag 1 | name length 2 | name | value length 2 | value``; an attribute without a name is one more value of the last.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

OPERATION, JOB, END, PRINTER = 0x01, 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
MAX_ATTRIBUTES = 5000

Value: TypeAlias = int | str | bytes
Attributes: TypeAlias = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Attribute:
    tag: int
    name: str
    values: Sequence[int | str]


@dataclass(frozen=True, slots=True)
class Message:
    code: int
    """The operation of a request, the status of an answer."""
    request_id: int
    groups: tuple[tuple[int, Attributes], ...]
    rest: bytes
    """The document."""

    def group(self, tag: int) -> Attributes:
        """The first group of this kind; empty if there is none."""
        return next((attributes for kind, attributes in self.groups if kind == tag), {})


def encode(
    code: int, request_id: int, groups: Sequence[tuple[int, Sequence[Attribute]]], document: bytes = b""
) -> bytes:
    """A request or an answer of IPP 1.1, which every printer and CUPS understands."""
    parts = [struct.pack(">BBHI", 1, 1, code, request_id)]
    for tag, attributes in groups:
        parts.append(bytes((tag,)))
        parts += [_attribute(attribute) for attribute in attributes]
    return b"".join((*parts, bytes((END,)), document))


def charset_and_language() -> list[Attribute]:
    """What every message begins with, in this order."""
    return [
        Attribute(CHARSET, "attributes-charset", ["utf-8"]),
        Attribute(LANGUAGE, "attributes-natural-language", ["en"]),
    ]


def decode(data: bytes) -> Message:
    """Raises ``ValueError`` for what is no IPP message."""
    if len(data) < 8:
        raise ValueError("too short")
    _, _, code, request_id = struct.unpack_from(">BBHI", data)
    groups: list[tuple[int, dict[str, tuple[Value, ...]]]] = []
    name, at, count = "", 8, 0
    while True:
        tag = _byte(data, at)
        at += 1
        if tag == END:
            return Message(code, request_id, tuple(groups), data[at:])
        if tag < 0x10:
            groups.append((tag, {}))
            name = ""
            continue
        named, at = _field(data, at)
        raw, at = _field(data, at)
        count += 1
        name = named.decode("ascii", "replace") or name
        if not groups or not name or count > MAX_ATTRIBUTES:
            raise ValueError("attribute out of place")
        attributes = groups[-1][1]
        attributes[name] = (*attributes.get(name, ()), _value(tag, raw))


def _attribute(attribute: Attribute) -> bytes:
    name, parts = attribute.name.encode("ascii"), []
    for value in attribute.values:
        raw = _raw(attribute.tag, value)
        parts.append(struct.pack(">BH", attribute.tag, len(name)) + name + struct.pack(">H", len(raw)) + raw)
        name = b""
    return b"".join(parts)


def _raw(tag: int, value: int | str) -> bytes:
    if isinstance(value, str):
        return value.encode()
    return bytes((value,)) if tag == BOOLEAN else struct.pack(">i", value)


def _value(tag: int, raw: bytes) -> Value:
    if tag in (INTEGER, ENUM) and len(raw) == 4:
        return int.from_bytes(raw, "big", signed=True)
    if tag == BOOLEAN and len(raw) == 1:
        return raw[0]
    return raw.decode("utf-8", "replace") if 0x40 <= tag < 0x60 else raw


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise ValueError("cut off")
    return data[at]


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    if at + 2 > len(data):
        raise ValueError("cut off")
    end = at + 2 + int.from_bytes(data[at : at + 2], "big")
    if end > len(data):
        raise ValueError("cut off")
    return data[at + 2 : end], end
