"""Sends one sealed file to its known address: tus 1.0, resumed wherever the platform says it stands."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from domain.clock import Clock
from domain.contract.submission import UploadState
from domain.failures import Failure
from offline_queue.http_transport import Asked, LineFailed, Request
from offline_queue.outcome import (
    Answer,
    Behind,
    Done,
    Gone,
    Later,
    Outcome,
    Refused,
    ShutOut,
    TooLarge,
    judge,
    reply_invalid,
)
from offline_queue.packets import objects_packet
from offline_queue.page_files import PageFiles

FIRST_PIECE = 256 << 10
SMALLEST_PIECE = 32 << 10
LARGEST_PIECE = 4 << 20
PIECE_SECONDS = 16.0
"""Of one request: what came of one that was cut is kept, so it may last. Between two of them the lane waits."""
LARGEST_IN_PACKET = 1 << 20
"""Larger objects travel alone: what came of one that broke off is kept to the byte."""
_HELD_BACK_SECONDS = 5.0
"""A request cut after so long of which nothing arrived was held back by somebody on the way until it is whole."""
_ANSWER_SECONDS = 10.0
"""For the way there and back and a platform whose disk is busy."""
_UNSENT_BYTES = 32 << 10
"""What the kernel, both sides' buffers and the line may hold of a piece when its last byte was handed over."""
_HELD_TIMES = 4.0
_MOST_STANDSTILLS = 3
_TUS = {"Tus-Resumable": "1.0.0"}


@dataclass(frozen=True, slots=True)
class Whole:
    """The platform holds every byte."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """This program is ending."""


UploadResult: TypeAlias = Whole | Stopped | Gone | Later | Refused | ShutOut
Progress = Callable[[str, int], None]
"""``(digest, offset)`` after every piece the platform took."""


def fits_packet(upload: UploadState) -> bool:
    return upload.offset == 0 and upload.size <= LARGEST_IN_PACKET


class Pace:
    """What a lane's line carries, by the pieces that went."""

    def __init__(self) -> None:
        self._bytes_per_s = 0.0
        self._largest = self._ceiling = LARGEST_PIECE

    @property
    def piece(self) -> int:
        """Bytes of the next request of one object."""
        return self._within(self._bytes_per_s * PIECE_SECONDS)

    @property
    def appetite(self) -> int:
        """Bytes several objects in one request may have, so that it takes about a second."""
        return self._within(self._bytes_per_s)

    def note(self, size: int, seconds: float) -> None:
        """Nothing smaller than a second's worth of a slow line counts: it would only measure the round trip."""
        if size >= SMALLEST_PIECE:
            speed = size / max(seconds, 0.001)
            self._bytes_per_s = (self._bytes_per_s + speed) / 2 if self._bytes_per_s else speed
            self._ceiling = min(self._ceiling * 2, self._largest)

    @property
    def patience(self) -> float:
        """Seconds without a word, once everything was handed to the kernel, after which the line is given up; 0: not
        known yet. What the kernel holds back takes its time on a slow line."""
        return _ANSWER_SECONDS + _HELD_TIMES * _UNSENT_BYTES / self._bytes_per_s if self._bytes_per_s else 0.0

    def keep_within(self, largest: int) -> None:
        """No request larger than so many bytes, but for the smallest piece."""
        self._largest = self._ceiling = max(min(largest, LARGEST_PIECE), SMALLEST_PIECE)

    def shrink(self) -> bool:
        """From now on smaller ones; ``False`` when they are as small as can be."""
        before = self.piece
        self._ceiling = max(before // 2, SMALLEST_PIECE)
        return before > SMALLEST_PIECE

    def _within(self, wanted: float) -> int:
        known = int(wanted) if self._bytes_per_s else FIRST_PIECE
        return max(min(known, self._ceiling), SMALLEST_PIECE)


class Uploader:
    """One lane: one question, one file at a time."""

    def __init__(self, transport: Asked, files: PageFiles, clock: Clock, stopping: Callable[[], bool]) -> None:
        self.spent: Callable[[int, float], None] = lambda _size, _seconds: None
        """Told the bytes and seconds of every piece that went; may take its time."""
        self._transport = transport
        self._files = files
        self._clock = clock
        self._stopping = stopping
        self._pace = Pace()
        self._suspect: tuple[str, int] | None = None
        """Upload and offset of the last long request that was cut."""

    @property
    def appetite(self) -> int:
        return self._pace.appetite

    def keep_within(self, largest: int) -> None:
        """Requests of at most so many bytes; 0: of any size."""
        if largest:
            self._pace.keep_within(largest)

    def warm(self) -> None:
        """Makes the connection, so that the first piece does not wait for it. Raises ``LineFailed``."""
        self._transport.ask(Request("OPTIONS", "/v1/uploads", headers=_TUS))

    def send_many(self, uploads: Sequence[UploadState], progress: Progress) -> Sequence[UploadResult]:
        """In one request when it can be, in their order. Refused and raising as :meth:`send`."""
        if len(uploads) == 1 or any(not fits_packet(upload) for upload in uploads):
            return [self.send(upload, progress) for upload in uploads]
        started = self._clock.monotonic()
        try:
            request = objects_packet(self._files, [upload.digest for upload in uploads])
        except Failure:
            return [self.send(upload, progress) for upload in uploads]
        outcome = judge(self._transport.ask(request))
        if not isinstance(outcome, Done):
            return [self.resume(upload, progress) for upload in uploads]
        self._note_speed(started, sum(upload.size for upload in uploads))
        for upload in uploads:
            progress(upload.digest, upload.size)
        return [Whole()] * len(uploads)

    def resume(self, upload: UploadState, progress: Progress) -> UploadResult:
        """As :meth:`send`, from where the platform says it stands."""
        offset = self._offset(upload)
        if not isinstance(offset, int):
            return offset
        progress(upload.digest, offset)
        return self._send_file(upload.model_copy(update={"offset": offset}), progress)

    def send(self, upload: UploadState, progress: Progress) -> UploadResult:
        """From ``upload.offset`` on. ``progress(digest, offset)`` after every piece the platform took.

        Refused also when the file here is not what it is named by. Raises ``LineFailed``: go on with :meth:`resume`.
        """
        if upload.offset >= upload.size:
            # All of it came, and yet it is missing: the platform's disk refused the last step. Asked where it stands,
            # the platform takes that step again.
            return self.resume(upload, progress)
        return self._send_file(upload, progress)

    def _send_file(self, upload: UploadState, progress: Progress) -> UploadResult:
        try:
            self._files.require_whole(upload.digest)
        except Failure as failure:
            return Refused(failure)
        with self._files.path(upload.digest).open("rb") as file:
            return self._send(upload, file, progress)

    def _send(self, upload: UploadState, file: BinaryIO, progress: Progress) -> UploadResult:
        offset, standstills = upload.offset, 0
        while offset < upload.size:
            if self._stopping():
                return Stopped()
            moved = self._step(upload, file, offset)
            if not isinstance(moved, int):
                return moved
            standstills = 0 if moved > offset else standstills + 1
            if standstills > _MOST_STANDSTILLS:
                return Later(reply_invalid("upload stands still"))
            offset = moved
            progress(upload.digest, offset)
        return Whole()

    def _step(self, upload: UploadState, file: BinaryIO, offset: int) -> int | UploadResult:
        """One piece, or the question where it stands. Answers the new offset."""
        started = self._clock.monotonic()
        size = min(self._pace.piece, upload.size - offset)
        try:
            outcome = judge(self._patch(upload.digest, file, offset, size))
        except LineFailed:
            if self._clock.monotonic() - started > _HELD_BACK_SECONDS:
                self._suspect = (upload.digest, offset)
            raise
        if isinstance(outcome, Done):
            self._note_speed(started, size)
            return _read_offset(outcome.answer, upload)
        if isinstance(outcome, Behind):
            return self._offset(upload)
        if isinstance(outcome, TooLarge):
            return offset if self._pace.shrink() else Refused(outcome.failure)
        return outcome

    def _note_speed(self, started: float, size: int) -> None:
        seconds = self._clock.monotonic() - started
        self._pace.note(size, seconds)
        self.spent(size, seconds)

    def _patch(self, digest: str, file: BinaryIO, offset: int, size: int) -> Answer:
        file.seek(offset)
        piece = file.read(size)
        checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        headers = {
            **_TUS,
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {checksum}",
        }
        request = Request("PATCH", f"/v1/uploads/{digest}", piece, headers, self._pace.patience)
        return self._transport.ask(request)

    def _offset(self, upload: UploadState) -> int | UploadResult:
        answer = self._transport.ask(Request("HEAD", f"/v1/uploads/{upload.digest}", headers=_TUS))
        outcome: Outcome = judge(answer)
        if not isinstance(outcome, Done):
            return Later(outcome.failure) if isinstance(outcome, Behind | TooLarge) else outcome
        offset = _read_offset(answer, upload)
        if self._suspect == (upload.digest, offset):
            self._pace.shrink()
        self._suspect = None
        return offset


def _read_offset(answer: Answer, upload: UploadState) -> int | Later:
    said = answer.headers.get("upload-offset", "")
    if not (said.isascii() and said.isdecimal() and int(said) <= upload.size):
        return Later(reply_invalid("Upload-Offset"))
    return int(said)
