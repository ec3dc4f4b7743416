"""SDT frames of a SAM_V reader, bytes in and frames out; touches no line.

``AA AA AA 96 69 | LEN, 2 bytes big-endian | body | CHK``. LEN counts body and CHK, CHK is the XOR of LEN
and body. A request's body is CMD PARA [DATA], an answer's is SW1 SW2 SW3 [DATA] with SW1 = SW2 = 00.
Source: public implementations that agree with each other; GA 467-2013 itself is not public.
"""

import functools
import operator
from dataclasses import dataclass, field

from devices.errors import DeviceFailure, DeviceTrouble, ReadFailed
from domain.failures import FailureCode

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
MAX_LENGTH = 4089
"""The largest LEN that drivers in the field accept."""

SAM_STATUS = b"\x11\xff"
FIND = b"\x20\x01"
SELECT = b"\x20\x02"
READ = b"\x30\x01"
READ_NEW_ADDRESS = b"\x30\x03"

OK = 0x90
NO_SUCH_ITEM = 0x91
CARD_FOUND = 0x9F
NO_CARD = 0x80
NOT_SELECTED = 0x81
READ_ERROR = 0x41
SELF_TEST_FAILED = 0x60
UNKNOWN_COMMAND = 0x4E

_CARD_STATUSES = frozenset({0x31, 0x32, 0x33, 0x37, 0x3F, 0x40, READ_ERROR, 0x47, NO_CARD, NOT_SELECTED, NO_SUCH_ITEM})
_MARK = PREAMBLE[2:]
# Readers drop or garble bytes of the preamble: one AA before 96 69 is enough, LEN and CHK decide.


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    """SW3."""
    data: bytes = field(repr=False)


def encode_request(command: bytes, data: bytes = b"") -> bytes:
    return _frame(command + data)


def encode_answer(status: int, data: bytes = b"") -> bytes:
    return _frame(bytes((0, 0, status)) + data)


def answer_of(body: bytes) -> Answer | None:
    """``None`` if the body is not that of an answer."""
    if len(body) < 3 or body[0] or body[1]:
        return None
    return Answer(body[2], body[3:])


def failure_of(status: int) -> DeviceFailure:
    """What an answer that is not a success means: the card's fault, or the reader's."""
    detail = f"status {status:02X}"
    if status in _CARD_STATUSES:
        return ReadFailed(FailureCode.CARD_UNREADABLE, detail)
    return DeviceTrouble(FailureCode.CARD_READER_FAULT, detail)


class FrameDecoder:
    """Finds frames in what the line delivers, however it is cut and whatever stands between them."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.rejected = 0
        """Things that began like a frame and were none."""

    @property
    def started(self) -> bool:
        """The beginning of a frame is here, its end is not."""
        return self._buffer.startswith(_MARK)

    def feed(self, data: bytes) -> list[bytes]:
        """Bodies of the frames completed by ``data``, in order."""
        self._buffer += data
        bodies = []
        while self._find_mark():
            body = self._take_frame()
            if body is None:
                break
            if body:
                bodies.append(body)
        return bodies

    def _find_mark(self) -> bool:
        at = self._buffer.find(_MARK)
        if at < 0:
            del self._buffer[: -len(_MARK) + 1]
            return False
        del self._buffer[:at]
        return True

    def _take_frame(self) -> bytes | None:
        """A body; ``b""`` for a false start, which is skipped; ``None`` while bytes are missing."""
        start = len(_MARK)
        if len(self._buffer) < start + 2:
            return None
        length = int.from_bytes(self._buffer[start : start + 2], "big")
        end = start + 2 + length
        if not 3 <= length <= MAX_LENGTH:
            return self._reject()
        if len(self._buffer) < end:
            return None
        if _xor(self._buffer[start:end]) != 0:
            return self._reject()
        body = bytes(self._buffer[start + 2 : end - 1])
        del self._buffer[:end]
        return body

    def _reject(self) -> bytes:
        self.rejected += 1
        del self._buffer[0]
        return b""


def _frame(body: bytes) -> bytes:
    checked = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + checked + bytes((_xor(checked),))


def _xor(data: bytes | bytearray) -> int:
    return functools.reduce(operator.xor, data, 0)
