"""Sends one sealed file to its known address: tus 1.0, resumed wherever the platform says it stands."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from domain.clock import Clock
from domain.contract.submission import UploadState
from domain.failures import Failure
from offline_queue.http_transport import LineFailed, Request, Transport
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
LARGEST_IN_PACKET = 1 << 20
"""Larger objects travel alone: what came of one that broke off is kept to the byte."""
_MOST_BREAKS = 3
"""Line breaks in a row without one byte of progress, before the line counts as down."""
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


def next_piece(piece: int, seconds: float) -> int:
    """Size of the next piece after one of ``piece`` bytes took ``seconds``: a fast line gets larger ones."""
    if seconds < 1.0:
        return min(piece * 2, LARGEST_PIECE)
    return max(piece // 2, SMALLEST_PIECE) if seconds > 8.0 else piece


class Uploader:
    """One lane: one transport, one file at a time."""

    def __init__(self, transport: Transport, files: PageFiles, clock: Clock, stopping: Callable[[], bool]) -> None:
        self.spent: Callable[[int, float], None] = lambda _size, _seconds: None
        """Told the bytes and seconds of every piece that went; may take its time."""
        self._transport = transport
        self._files = files
        self._clock = clock
        self._stopping = stopping
        self._piece = FIRST_PIECE

    @property
    def appetite(self) -> int:
        """Bytes one request may have now, so that it takes about a second."""
        return self._piece

    def send_many(self, uploads: Sequence[UploadState], progress: Progress) -> Sequence[UploadResult]:
        """In one request when it can be, in their order. Refused and raising as :meth:`send`."""
        if len(uploads) == 1 or any(not fits_packet(upload) for upload in uploads):
            return [self.send(upload, progress) for upload in uploads]
        started = self._clock.monotonic()
        try:
            request = objects_packet(self._files, [upload.digest for upload in uploads])
            outcome = judge(self._transport.ask(request))
        except LineFailed:
            self._piece = max(self._piece // 2, SMALLEST_PIECE)
            return [self._resume(upload, progress) for upload in uploads]
        except Failure:
            return [self.send(upload, progress) for upload in uploads]
        if not isinstance(outcome, Done):
            return [self._resume(upload, progress) for upload in uploads]
        self._note_speed(started, sum(upload.size for upload in uploads))
        for upload in uploads:
            progress(upload.digest, upload.size)
        return [Whole()] * len(uploads)

    def _resume(self, upload: UploadState, progress: Progress) -> UploadResult:
        offset = self._offset(upload)
        if not isinstance(offset, int):
            return offset
        return self.send(upload.model_copy(update={"offset": offset}), progress)

    def send(self, upload: UploadState, progress: Progress) -> UploadResult:
        """From ``upload.offset`` on. ``progress(digest, offset)`` after every piece the platform took.

        Refused also when the file here is not what it is named by. Raises ``LineFailed``.
        """
        try:
            self._files.require_whole(upload.digest)
        except Failure as failure:
            return Refused(failure)
        with self._files.path(upload.digest).open("rb") as file:
            return self._send(upload, file, progress)

    def _send(self, upload: UploadState, file: BinaryIO, progress: Progress) -> UploadResult:
        offset, breaks = upload.offset, 0
        while offset < upload.size:
            if self._stopping():
                return Stopped()
            moved = self._step(upload, file, offset)
            if not isinstance(moved, int):
                return moved
            breaks = 0 if moved > offset else breaks + 1
            if breaks > _MOST_BREAKS:
                return Later(reply_invalid("upload stands still"))
            offset = moved
            progress(upload.digest, offset)
        return Whole()

    def _step(self, upload: UploadState, file: BinaryIO, offset: int) -> int | UploadResult:
        """One piece, or the question where it stands. Answers the new offset."""
        started = self._clock.monotonic()
        try:
            outcome = judge(self._patch(upload.digest, file, offset))
        except LineFailed:
            stands_at = self._offset(upload)
            if not (isinstance(stands_at, int) and stands_at > offset):
                # Nothing arrived of a piece that was cut: whoever is between holds pieces back until they are whole.
                self._piece = max(self._piece // 2, SMALLEST_PIECE)
            return stands_at
        if isinstance(outcome, Done):
            self._note_speed(started, min(self._piece, upload.size - offset))
            return _read_offset(outcome.answer, upload)
        if isinstance(outcome, Behind):
            return self._offset(upload)
        if isinstance(outcome, TooLarge):
            if self._piece == SMALLEST_PIECE:
                return Refused(outcome.failure)
            self._piece = max(self._piece // 2, SMALLEST_PIECE)
            return offset
        return outcome

    def _note_speed(self, started: float, size: int) -> None:
        seconds = self._clock.monotonic() - started
        self._piece = next_piece(self._piece, seconds)
        self.spent(size, seconds)

    def _patch(self, digest: str, file: BinaryIO, offset: int) -> Answer:
        file.seek(offset)
        piece = file.read(self._piece)
        checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        headers = {
            **_TUS,
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {checksum}",
        }
        return self._transport.ask(Request("PATCH", f"/v1/uploads/{digest}", piece, headers))

    def _offset(self, upload: UploadState) -> int | UploadResult:
        answer = self._transport.ask(Request("HEAD", f"/v1/uploads/{upload.digest}", headers=_TUS))
        outcome: Outcome = judge(answer)
        if isinstance(outcome, Done):
            return _read_offset(answer, upload)
        return Later(outcome.failure) if isinstance(outcome, Behind | TooLarge) else outcome


def _read_offset(answer: Answer, upload: UploadState) -> int | Later:
    said = answer.headers.get("upload-offset", "")
    if not (said.isascii() and said.isdecimal() and int(said) <= upload.size):
        return Later(reply_invalid("Upload-Offset"))
    return int(said)
