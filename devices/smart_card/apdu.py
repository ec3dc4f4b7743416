"""One command to a chip and its whole answer, with what ISO 7816-4 leaves to the terminal: 61xx and 6Cxx."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from devices.errors import ReadFailed
from domain.failures import FailureCode

Transmit: TypeAlias = Callable[[bytes], bytes]
"""A command APDU in, the answer with its two status bytes out. Raises ``DeviceFailure``."""

OK = 0x9000
NO_FILE = 0x6A82
NO_RECORD = 0x6A83
NOT_ALLOWED = 0x6982
_MORE, _OTHER_LENGTH = 0x61, 0x6C
_MAX_ROUNDS = 16


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    data: bytes = field(repr=False)


_PIN_COMMANDS = frozenset({0x20, 0x21, 0x24, 0x2C})
"""VERIFY in both forms, CHANGE REFERENCE DATA, RESET RETRY COUNTER (ISO 7816-4)."""


def without_pin(transmit: Transmit) -> Transmit:
    """Passes every command but those that present a PIN: a wrong one locks the card, and nobody asked its holder."""

    def guarded(command: bytes) -> bytes:
        if len(command) < 2 or command[1] in _PIN_COMMANDS:
            raise unreadable("command refused here: it presents a PIN")
        return transmit(command)

    return guarded


def exchange(transmit: Transmit, command: bytes) -> Answer:
    """Raises ``ReadFailed`` for a chip that answers without a status or without an end."""
    data = b""
    for _ in range(_MAX_ROUNDS):
        answer = transmit(command)
        if len(answer) < 2:
            raise unreadable("answer without status")
        high, low = answer[-2], answer[-1]
        if high == _OTHER_LENGTH and command[-1] != low:
            command = command[:-1] + bytes((low,))
        elif high == _MORE:
            data += answer[:-2]
            command = bytes((0x00, 0xC0, 0x00, 0x00, low))
        else:
            return Answer(high << 8 | low, data + answer[:-2])
    raise unreadable("answer without end")


def unreadable(detail: str) -> ReadFailed:
    return ReadFailed(FailureCode.SMART_CARD_UNREADABLE, detail)
