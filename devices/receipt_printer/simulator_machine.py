"""The simulated printer itself: its buffer, its condition and what it answers. No sockets.

Real-time commands (``DLE EOT``, ``DLE ENQ``) are obeyed as they arrive, wherever they stand, also inside
a picture, and also while the printer is offline; everything else waits in the buffer.
"""

import re
from collections.abc import Callable
from enum import Enum

from PIL import Image

from devices.receipt_printer.simulator_commands import Command, CommandReader, Item
from devices.receipt_printer.simulator_paper import Paper
from devices.receipt_printer.simulator_typesetter import Typesetter

_REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x04]|\x05[\x01\x02])", re.DOTALL)
_CUTS_WITHOUT_GS_V = (b"\x1bi", b"\x1bm")


class State(Enum):
    OK = "none"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    MUTE = "mute"


_ONLINE = frozenset({State.OK, State.NEAR_END})
# DLE EOT 1 to 4 in each state.
_REAL_TIME_ANSWERS = {
    State.OK: (0x12, 0x12, 0x12, 0x12),
    State.NEAR_END: (0x12, 0x12, 0x12, 0x1E),
    State.PAPER_OUT: (0x1A, 0x32, 0x12, 0x7E),
    State.COVER_OPEN: (0x1A, 0x16, 0x12, 0x12),
    State.CUTTER_ERROR: (0x1A, 0x52, 0x1A, 0x12),
}
# Automatic status back: four bytes in each state.
_AUTOMATIC = {
    State.OK: b"\x10\x00\x00\x00",
    State.NEAR_END: b"\x10\x00\x03\x00",
    State.PAPER_OUT: b"\x18\x00\x0f\x00",
    State.COVER_OPEN: b"\x38\x00\x00\x00",
    State.CUTTER_ERROR: b"\x18\x08\x00\x00",
}


class PrinterMachine:
    """``keep`` gets the picture of every receipt that is cut off."""

    def __init__(self, paper: Paper, keep: Callable[[Image.Image], None], *, four_byte: bool = False) -> None:
        self._paper = paper
        self._keep = keep
        self._typesetter = Typesetter(paper, four_byte=four_byte)
        self._reader = CommandReader()
        self._state = State.OK
        self._due: tuple[State, int] | None = None
        self._buffer: list[Item] = []
        self._tail = b""
        self._automatic = False

    @property
    def state(self) -> State:
        return self._state

    def set_state(self, state: State, after_lines: int = 0) -> bytes:
        """``after_lines``: how many more lines are printed before it strikes. Returns what is sent unasked."""
        if after_lines:
            self._due = (state, self._typesetter.lines + after_lines)
            return b""
        self._due = None
        self._state = state
        return self._unasked() + self._print_buffer()

    def connected(self) -> None:
        self._tail = b""
        self._automatic = False

    def receive(self, data: bytes) -> bytes:
        """What the printer answers to these bytes."""
        if self._state is State.MUTE:
            return b""
        seen, before = self._tail + data, len(self._tail)
        answers, end, taken = b"", 0, 0
        for found in _REAL_TIME.finditer(seen):
            end = found.end()
            if found[0][1] == 0x04:
                answers += bytes((_REAL_TIME_ANSWERS[self._state][found[0][2] - 1],))
            elif found[0][2] == 2:
                answers += self._take(data[taken : end - before])
                taken = end - before
                self._forget()
        self._tail = seen[max(end, len(seen) - 2) :]
        return answers + self._take(data[taken:])

    def _take(self, data: bytes) -> bytes:
        self._buffer += self._reader.feed(data)
        return self._print_buffer()

    def _forget(self) -> None:
        self._buffer.clear()
        self._reader.forget()
        self._typesetter.forget()

    def _print_buffer(self) -> bytes:
        answers = b""
        while self._buffer and self._state in _ONLINE:
            answers += self._execute(self._buffer.pop(0))
            if self._due and self._typesetter.lines >= self._due[1]:
                self._state, self._due = self._due[0], None
                answers += self._unasked()
        return answers

    def _execute(self, item: Item) -> bytes:
        if not isinstance(item, Command):
            self._typesetter.set(item)
            return b""
        if item.name == b"\x1dr":
            return bytes((0x03 if self._state is State.NEAR_END else 0x00,))
        if item.name == b"\x1da":
            self._automatic = item.data != b"\0"
            return self._unasked()
        if item.name == b"\x1dV" or item.name in _CUTS_WITHOUT_GS_V:
            self._cut()
        else:
            self._typesetter.set(item)
        return b""

    def _cut(self) -> None:
        white, piece = self._paper.is_white, self._paper.cut()
        if not white:
            self._keep(piece)

    def _unasked(self) -> bytes:
        return _AUTOMATIC.get(self._state, b"") if self._automatic else b""
