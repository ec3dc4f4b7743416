"""What an ESC/POS printer says about itself, byte by byte. No I/O.

Bit meanings: Epson TM-L90, TM-L60II, TM-U220, Bixolon SRP-350, Citizen CBM1000 manuals, which agree.
"""

from dataclasses import dataclass
from typing import TypeAlias

ASK_PRINTER, ASK_OFFLINE, ASK_ERROR, ASK_PAPER = (b"\x10\x04%c" % n for n in (1, 2, 3, 4))
CLEAR_BUFFER = b"\x10\x05\x02"
"""Recover from an error and forget what is not printed yet."""
ASK_END_OF_JOB = b"\x1dr\x01"
"""``GS r 1``: answered in its turn, when everything before it is printed."""


@dataclass(frozen=True, slots=True)
class RealTime:
    """Answer to ``DLE EOT``; which one it answers only the asker knows."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """Automatic status back: sent unasked on every change, where another program switched it on."""

    data: bytes


@dataclass(frozen=True, slots=True)
class EndOfJob:
    """Answer to ``GS r 1``."""

    byte: int


Reply: TypeAlias = RealTime | Automatic | EndOfJob


class ReplyReader:
    """Cuts the printer's stream into replies. Bytes that fit none are dropped."""

    def __init__(self) -> None:
        self._waiting = b""

    def feed(self, data: bytes) -> list[Reply]:
        self._waiting += data
        replies: list[Reply] = []
        while self._waiting:
            first = self._waiting[0]
            if first & 0x93 == 0x10:
                if len(self._waiting) < 4:
                    break
                replies.append(Automatic(self._waiting[:4]))
                self._waiting = self._waiting[4:]
                continue
            if first & 0x93 == 0x12:
                replies.append(RealTime(first))
            elif first & 0x90 == 0:
                replies.append(EndOfJob(first))
            self._waiting = self._waiting[1:]
        return replies


def is_offline(printer: int) -> bool:
    """``DLE EOT 1``."""
    return bool(printer & 0x08)


def cover_is_open(offline_cause: int) -> bool:
    """``DLE EOT 2``."""
    return bool(offline_cause & 0x04)


def stopped_by_paper(offline_cause: int) -> bool:
    """``DLE EOT 2``."""
    return bool(offline_cause & 0x20)


def has_error(offline_cause: int) -> bool:
    """``DLE EOT 2``."""
    return bool(offline_cause & 0x40)


def cutter_failed(error_cause: int) -> bool:
    """``DLE EOT 3``."""
    return bool(error_cause & 0x08)


def paper_is_out(paper: int) -> bool:
    """``DLE EOT 4``."""
    return bool(paper & 0x60)


def paper_near_end(paper: int) -> bool:
    """``DLE EOT 4``."""
    return bool(paper & 0x0C)
