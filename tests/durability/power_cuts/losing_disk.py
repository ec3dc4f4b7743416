"""A disk that forgets at a power cut what was not flushed, as a network block device (NBD, fixed newstyle).

A virtual machine that is killed leaves its writes in the page cache of its host, as if the disk were perfect. Here they
stay in memory until the guest flushes (``FLUSH`` or a write with ``FUA``); what is left at the cut is lost, but for a
random part.
"""

import contextlib
import random
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
_MAGIC, _OPTION_MAGIC, _REPLY_MAGIC = 0x4E42444D41474943, 0x49484156454F5054, 0x0003E889045565A9
_REQUEST_MAGIC, _ANSWER_MAGIC = 0x25609513, 0x67446698
_FIXED_NEWSTYLE, _NO_ZEROES = 1, 2
_EXPORT_NAME, _ABORT, _GO = 1, 2, 7
_ACKNOWLEDGED, _INFORMATION, _UNSUPPORTED = 1, 3, 0x80000001
_HAS_FLAGS, _SEND_FLUSH, _SEND_FUA = 1, 4, 8
_FLAGS = _HAS_FLAGS | _SEND_FLUSH | _SEND_FUA
_READ, _WRITE, _DISCONNECT, _FLUSH = 0, 1, 2, 3
_FUA = 1
_INVALID = 22


@dataclass(frozen=True, slots=True)
class _Write:
    offset: int
    data: bytes
    forced: bool
    """With FUA: durable at once, but for what is written over it later."""


class LosingDisk:
    """Serves one machine at a time, in a thread of its own."""

    def __init__(self, address: Path, content: bytes, last_write: int = 0) -> None:
        """``last_write``: number of the one under which the power goes; nothing is answered from it on. 0: none."""
        self.address = address
        self._durable = bytearray(content)
        self._volatile = bytearray(content)
        self._unflushed: list[_Write] = []
        self._last_write = last_write
        self._writes = 0
        self.without_power = threading.Event()
        self.at_the_cut: Callable[[], None] = lambda: None
        """Called once when the power goes at a write, from this disk's thread."""
        self._closed = threading.Event()
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(address))
        self._door.listen(1)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        self.lost = 0
        """Writes that did not arrive whole."""

    def close(self) -> None:
        """Waits until the killed machine's line is closed."""
        self._closed.set()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._door.close()
        self.address.unlink(missing_ok=True)

    def after_the_cut(self, chance: random.Random) -> bytes:
        """Of the writes nobody flushed some have arrived, some have not, some are torn at a sector; how many is chance
        too. After :meth:`close`."""
        share = chance.choice((0.0, 0.3, 0.7, 1.0))
        for write in self._unflushed:
            size = len(write.data)
            whole = write.forced or chance.random() < share
            kept = size if whole else chance.randrange(0, size, SECTOR) if share else 0
            self.lost += kept < size
            self._durable[write.offset : write.offset + kept] = write.data[:kept]
        return bytes(self._durable)

    def _serve(self) -> None:
        with contextlib.suppress(OSError, EOFError):
            line, _ = self._door.accept()
            with line:
                _greet(line, len(self._durable))
                while self._answer(line):
                    pass

    def _answer(self, line: socket.socket) -> bool:
        magic, flags, kind, handle, offset, length = struct.unpack(">IHHQQI", _read(line, 28))
        if magic != _REQUEST_MAGIC or kind == _DISCONNECT:
            return False
        error, answer = 0, b""
        if kind == _READ:
            answer = bytes(self._volatile[offset : offset + length])
        elif kind == _WRITE:
            self._write(offset, _read(line, length), forced=bool(flags & _FUA))
            if self.without_power.is_set():
                # Not closed: the machine would be told of an error, and a disk without power tells nothing.
                self._closed.wait()
                return False
        elif kind == _FLUSH:
            self._flush()
        else:
            error = _INVALID
        line.sendall(struct.pack(">IIQ", _ANSWER_MAGIC, error, handle) + answer)
        return True

    def _write(self, offset: int, data: bytes, *, forced: bool) -> None:
        self._volatile[offset : offset + len(data)] = data
        self._writes += 1
        if self._writes == self._last_write:
            self.without_power.set()
            self.at_the_cut()
        # Unanswered, nobody may count on it.
        self._unflushed.append(_Write(offset, data, forced and not self.without_power.is_set()))

    def _flush(self) -> None:
        self._durable[:] = self._volatile
        self._unflushed.clear()


def _greet(line: socket.socket, size: int) -> None:
    line.sendall(struct.pack(">QQH", _MAGIC, _OPTION_MAGIC, _FIXED_NEWSTYLE | _NO_ZEROES))
    _read(line, 4)
    while True:
        _, option, length = struct.unpack(">QII", _read(line, 16))
        _read(line, length)
        if option == _EXPORT_NAME:
            line.sendall(struct.pack(">QH", size, _FLAGS))
            return
        if option == _GO:
            _reply(line, option, _INFORMATION, struct.pack(">HQH", 0, size, _FLAGS))
            _reply(line, option, _ACKNOWLEDGED, b"")
            return
        _reply(line, option, _ACKNOWLEDGED if option == _ABORT else _UNSUPPORTED, b"")
        if option == _ABORT:
            raise EOFError


def _reply(line: socket.socket, option: int, kind: int, data: bytes) -> None:
    line.sendall(struct.pack(">QIII", _REPLY_MAGIC, option, kind, len(data)) + data)


def _read(line: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        piece = line.recv(length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)
