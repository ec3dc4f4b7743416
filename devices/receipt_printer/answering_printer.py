"""A receipt printer that answers, whatever line it is on."""

import contextlib
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from devices.driver_options import refuse_unknown
from devices.errors import DeviceTrouble, DeviceUnreachable
from devices.ports import PrinterStatus
from devices.receipt_printer import status_codec
from devices.receipt_printer.status_codec import EndOfJob, RealTime, Reply, ReplyReader
from domain.failures import FailureCode

_OPTIONS = ("answer_timeout", "print_timeout", "poll", "profile", "logo")


class Connection(Protocol):
    """The part of a ``socket`` that is used; raises ``TimeoutError`` for silence, other ``OSError`` for a lost line."""

    def sendall(self, data: bytes, /) -> None: ...

    def recv(self, size: int, /) -> bytes: ...

    def settimeout(self, seconds: float | None, /) -> None: ...

    def gettimeout(self) -> float | None: ...

    def shutdown(self, how: int, /) -> None: ...

    def close(self) -> None: ...


class AnsweringPrinter:
    """Implements ``devices.ports.ReceiptPrinter`` and ``Interruptible``. Every job and every look has its own
    connection: network printers serve one at a time and drop idle ones.

    ``connect`` makes one, or raises ``OSError``. Options, all optional: ``answer_timeout`` to a status question (3),
    ``print_timeout`` from the last byte to the confirmed end (30), ``poll`` between two looks while it prints (1);
    all in seconds; ``profile`` and ``logo`` belong to what encodes its receipts. ``of_the_line``: those of ``connect``.
    """

    def __init__(self, connect: Callable[[], Connection], options: Mapping[str, object], *of_the_line: str) -> None:
        refuse_unknown(options, *_OPTIONS, *of_the_line)
        self._connect = connect
        self._answer_timeout = seconds_option(options, "answer_timeout", 3.0)
        self._print_timeout = seconds_option(options, "print_timeout", 30.0)
        self._poll = seconds_option(options, "poll", 1.0)
        self._connection: Connection | None = None
        self._interrupted = False

    def open(self) -> None:
        """The printer is there and answers; paper and cover are told by ``status``."""
        with self._line() as line:
            line.ask(status_codec.ASK_PRINTER)

    def close(self) -> None:
        """Nothing is held between jobs."""

    def interrupt(self) -> None:
        """May be called from any thread: the call under way fails, and every later one."""
        self._interrupted = True
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def status(self) -> PrinterStatus:
        with self._line() as line:
            return _checked(line)

    def print(self, data: bytes) -> None:
        """Returns when the printer confirmed the end of the job. A job that failed is taken out of the
        printer's buffer, so that nothing is printed twice when it is asked for again."""
        with self._line() as line:
            _checked(line)
            try:
                line.send(data + status_codec.ASK_END_OF_JOB)
                self._await_end(line)
            except DeviceTrouble:
                line.forget_job()
                raise

    def _await_end(self, line: "_Line") -> None:
        deadline = time.monotonic() + self._print_timeout
        while time.monotonic() < deadline:
            if line.job_ended(self._poll):
                return
            _checked(line)
        raise TimeoutError("end of job not confirmed")

    @contextlib.contextmanager
    def _line(self) -> Iterator["_Line"]:
        try:
            with contextlib.closing(self._connected()) as connection:
                self._connection = connection
                connection.settimeout(self._answer_timeout)
                yield _Line(connection)
        except TimeoutError as error:
            raise DeviceUnreachable(FailureCode.PRINTER_SILENT, str(error)) from None
        except OSError as error:
            raise DeviceUnreachable(FailureCode.PRINTER_UNREACHABLE, type(error).__name__) from None
        finally:
            self._connection = None

    def _connected(self) -> Connection:
        if self._interrupted:
            raise ConnectionAbortedError("interrupted")
        try:
            return self._connect()
        except TimeoutError as error:
            raise ConnectionError("no connection in time") from error


class _Line:
    """One connection. Raises ``TimeoutError`` where the printer is silent, other ``OSError`` where it is gone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reader = ReplyReader()
        self._replies: deque[Reply] = deque()
        self._ended = False

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def ask(self, question: bytes) -> int:
        """One of the ``ASK_`` questions of ``DLE EOT``; the byte answered."""
        self.send(question)
        while True:
            reply = self._next_reply()
            if isinstance(reply, RealTime):
                return reply.byte
            self._ended = self._ended or isinstance(reply, EndOfJob)

    def forget_job(self) -> None:
        """Answered when it is done: a line that is closed at once may lose what was sent last."""
        with contextlib.suppress(OSError):
            self.send(status_codec.CLEAR_BUFFER)
            self.ask(status_codec.ASK_PRINTER)

    def job_ended(self, wait: float) -> bool:
        """Whether the end of the job was confirmed, waiting at most ``wait`` seconds for it."""
        usual = self._connection.gettimeout()
        self._connection.settimeout(wait)
        try:
            while not self._ended:
                self._ended = isinstance(self._next_reply(), EndOfJob)
        except TimeoutError:
            return False
        finally:
            self._connection.settimeout(usual)
        return True

    def _next_reply(self) -> Reply:
        while not self._replies:
            data = self._connection.recv(256)
            if not data:
                raise ConnectionResetError("closed by the printer")
            self._replies.extend(self._reader.feed(data))
        return self._replies.popleft()


def _checked(line: _Line) -> PrinterStatus:
    """Raises ``DeviceTrouble`` for what a person has to put right."""
    offline_cause = line.ask(status_codec.ASK_OFFLINE)
    if status_codec.cover_is_open(offline_cause):
        raise DeviceTrouble(FailureCode.PRINTER_COVER_OPEN)
    paper = line.ask(status_codec.ASK_PAPER)
    if status_codec.paper_is_out(paper) or status_codec.stopped_by_paper(offline_cause):
        raise DeviceTrouble(FailureCode.PRINTER_PAPER_OUT)
    error_cause = line.ask(status_codec.ASK_ERROR)
    if status_codec.cutter_failed(error_cause):
        raise DeviceTrouble(FailureCode.PRINTER_CUTTER)
    printer = line.ask(status_codec.ASK_PRINTER)
    if status_codec.has_error(offline_cause) or status_codec.is_offline(printer):
        raise DeviceTrouble(FailureCode.PRINTER_FAULT, f"{printer:02x} {offline_cause:02x} {error_cause:02x}")
    return PrinterStatus(paper_near_end=status_codec.paper_near_end(paper))


def seconds_option(options: Mapping[str, object], name: str, usual: float) -> float:
    value = options.get(name, usual)
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise ValueError(f"option {name} is not a number of seconds")
    return float(value)
