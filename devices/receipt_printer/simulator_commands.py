"""The ESC/POS stream cut into commands, as a printer's firmware does it. No I/O, no paper.

A table names every command with a fixed number of parameters; those with a length of their own have a
function. Unknown commands are skipped with their two bytes, as real firmware does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

_PRINTED = range(0x20, 0x100)


@dataclass(frozen=True, slots=True)
class Words:
    data: bytes


@dataclass(frozen=True, slots=True)
class Control:
    """LF, HT and the like."""

    byte: int


@dataclass(frozen=True, slots=True)
class Command:
    name: bytes
    """Two bytes, or three for the families ``GS ( k``, ``GS ( L``, ``GS 8 L``."""
    data: bytes = b""


Item: TypeAlias = Words | Control | Command
_INCOMPLETE = -1

_FIXED: Mapping[int, Mapping[int, int]] = {
    0x10: {0x04: 1, 0x05: 1, 0x14: 3},
    0x1B: {
        **dict.fromkeys(b"!-aEGdJtR3M{V rTeKf=%u?U", 1),
        **dict.fromkeys(b"@2im<", 0),
        **dict.fromkeys(b"$\\", 2),
        **dict.fromkeys(b"p", 3),
        **dict.fromkeys(b"c", 2),
        **dict.fromkeys(b"SL", 0),
        **dict.fromkeys(b"W", 8),
    },
    0x1C: {**dict.fromkeys(b"&.", 0), **dict.fromkeys(b"!-WC", 1), **dict.fromkeys(b"Sp", 2), 0x32: 74},
    0x1D: {
        **dict.fromkeys(b"!BarhwHfIbT/", 1),
        **dict.fromkeys(b":", 0),
        **dict.fromkeys(b"LWP$\\", 2),
        **dict.fromkeys(b"^", 3),
    },
}


class CommandReader:
    """Feed it bytes as they come; a command is told when it is whole."""

    def __init__(self) -> None:
        self._waiting = b""

    def feed(self, data: bytes) -> list[Item]:
        self._waiting += data
        items: list[Item] = []
        at = 0
        while at < len(self._waiting):
            item, following = _read(self._waiting, at)
            if following == _INCOMPLETE:
                break
            at = following
            if item is not None:
                items.append(item)
        self._waiting = self._waiting[at:]
        return items

    def forget(self) -> None:
        self._waiting = b""


def _read(data: bytes, at: int) -> tuple[Item | None, int]:
    byte = data[at]
    if byte in _PRINTED:
        return _words(data, at)
    if byte not in _FIXED:
        return Control(byte), at + 1
    if at + 2 > len(data):
        return None, _INCOMPLETE
    return _command(data, at)


def _words(data: bytes, at: int) -> tuple[Item | None, int]:
    """Waits for the control byte after the words: half a Han character must not be printed."""
    end = at
    while end < len(data) and data[end] in _PRINTED:
        end += 1
    return (Words(data[at:end]), end) if end < len(data) else (None, _INCOMPLETE)


def _command(data: bytes, at: int) -> tuple[Item | None, int]:
    name = data[at : at + 2]
    length = _OWN_LENGTH[name](data, at + 2) if name in _OWN_LENGTH else _FIXED[name[0]].get(name[1], 0)
    end = at + 2 + length
    if length == _INCOMPLETE or end > len(data):
        return None, _INCOMPLETE
    return Command(name, data[at + 2 : end]), end


def _little(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _parenthesis(data: bytes, at: int) -> int:
    return 3 + _little(data, at + 1, 2) if len(data) >= at + 3 else _INCOMPLETE


def _large(data: bytes, at: int) -> int:
    return 5 + _little(data, at + 1, 4) if len(data) >= at + 5 else _INCOMPLETE


def _bit_image(data: bytes, at: int) -> int:
    if len(data) < at + 6:
        return _INCOMPLETE
    return 6 + _little(data, at + 2, 2) * _little(data, at + 4, 2)


def _column_image(data: bytes, at: int) -> int:
    if len(data) < at + 3:
        return _INCOMPLETE
    return 3 + _little(data, at + 1, 2) * (3 if data[at] >= 32 else 1)


def _bar_code(data: bytes, at: int) -> int:
    if len(data) < at + 2:
        return _INCOMPLETE
    if data[at] >= 65:
        return 2 + data[at + 1]
    end = data.find(b"\0", at + 1)
    return end + 1 - at if end >= 0 else _INCOMPLETE


def _cut(data: bytes, at: int) -> int:
    if len(data) < at + 1:
        return _INCOMPLETE
    return 2 if data[at] in (65, 66, 97, 98, 103, 104) else 1


def _tabs(data: bytes, at: int) -> int:
    end = data.find(b"\0", at)
    return end + 1 - at if end >= 0 else _INCOMPLETE


_OWN_LENGTH: Mapping[bytes, Callable[[bytes, int], int]] = {
    b"\x1d(": _parenthesis,
    b"\x1c(": _parenthesis,
    b"\x1b(": _parenthesis,
    b"\x1d8": _large,
    b"\x1dv": _bit_image,
    b"\x1b*": _column_image,
    b"\x1dk": _bar_code,
    b"\x1dV": _cut,
    b"\x1bD": _tabs,
}
