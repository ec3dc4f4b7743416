"""Sends one sealed file to its known address: tus 1.0, resumed wherever the platform says it stands."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.clock import Clock
from domain.contract.submission import UploadState
from offline_queue.http_transport import AskedByMany, LineFailed, Request
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
    retry_after,
)
from offline_queue.pace import Pace
from offline_queue.packets import objects_packet
from offline_queue.sealed_reading import SealedObjects, SealedReader
from offline_queue.storage_faults import PageMissing

LARGEST_IN_PACKET = 1 << 20
"""Larger objects travel alone: what came of one that broke off is kept to the byte."""
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
HandedOver = Callable[[str], None]
"""``(digest)`` when its last byte has left this program; the answer is still on its way."""


def _to_nobody(_digest: str) -> None: ...


def fits_packet(upload: UploadState) -> bool:
    return upload.offset == 0 and upload.size <= LARGEST_IN_PACKET


class Uploader:
    """One lane: one question, one file at a time."""

    def __init__(
        self, transport: AskedByMany, sealed: SealedObjects, clock: Clock, pace: Pace, stopping: Callable[[], bool],
        number: int = 0,
    ) -> None:  # fmt: skip
        """``number``: of those that share ``pace``."""
        self.spent: Callable[[int, float], None] = lambda _size, _seconds: None
        """Told the bytes and seconds of all that went, of cut requests too; may take its time."""
        self._transport = transport
        self._sealed = sealed
        self._clock = clock
        self._stopping = stopping
        self._pace = pace
        self._number = number

    @property
    def appetite(self) -> int:
        return self._pace.appetite

    def keep_within(self, largest: int) -> None:
        """Requests of at most so many bytes; 0: of any size."""
        if largest:
            self._pace.keep_within(largest)

    def warm(self) -> None:
        """Makes the connection, so that the first piece does not wait for it. Raises ``LineFailed``."""
        self._transport.warm()

    def warm_again(self) -> None:
        """Makes one for whoever needs the next, where none is left. Raises ``LineFailed``."""
        self._transport.warm_again()

    def send_many(
        self, uploads: Sequence[UploadState], progress: Progress, handed_over: HandedOver = _to_nobody
    ) -> Sequence[UploadResult]:
        """In one request when it can be, in their order. Refused and raising as :meth:`send`."""
        if len(uploads) == 1 or any(not fits_packet(upload) for upload in uploads):
            return [self.send(upload, progress, handed_over) for upload in uploads]
        started = self._clock.monotonic()
        digests = [upload.digest for upload in uploads]
        try:
            request = objects_packet(self._sealed, digests)
        except PageMissing:
            return [self.send(upload, progress, handed_over) for upload in uploads]

        def all_handed_over() -> None:
            for digest in digests:
                handed_over(digest)

        outcome = judge(self._transport.ask(replace(request, handed_over=all_handed_over)))
        if not isinstance(outcome, Done):
            return [self.resume(upload, progress, handed_over) for upload in uploads]
        self._note_speed(started, sum(upload.size for upload in uploads))
        for upload in uploads:
            progress(upload.digest, upload.size)
        return [Whole()] * len(uploads)

    def resume(
        self, upload: UploadState, progress: Progress, handed_over: HandedOver = _to_nobody
    ) -> UploadResult:  # fmt: skip
        """As :meth:`send`, from where the platform says it stands."""
        offset = self._offset(upload)
        if not isinstance(offset, int):
            return offset
        progress(upload.digest, offset)
        return self._send_file(upload.model_copy(update={"offset": offset}), progress, handed_over)

    def send(self, upload: UploadState, progress: Progress, handed_over: HandedOver = _to_nobody) -> UploadResult:
        """From ``upload.offset`` on. ``progress(digest, offset)`` after every piece the platform took.

        Refused also when the object here is not what it is named by, or cannot be read (``PageMissing``). Raises
        ``LineFailed``: go on with :meth:`resume`.
        """
        if upload.offset >= upload.size:
            # All of it came, and yet it is missing: the platform's disk refused the last step. Asked where it stands,
            # the platform takes that step again.
            return self.resume(upload, progress, handed_over)
        return self._send_file(upload, progress, handed_over)

    def _send_file(self, upload: UploadState, progress: Progress, handed_over: HandedOver) -> UploadResult:
        try:
            with self._sealed.open(upload.digest) as sealed:
                sealed.check()
                return self._send(upload, sealed, progress, handed_over)
        except PageMissing as failure:
            return Refused(failure)

    def _send(
        self, upload: UploadState, sealed: SealedReader, progress: Progress, handed_over: HandedOver
    ) -> UploadResult:
        offset, furthest, standstills = upload.offset, upload.offset, 0
        while offset < upload.size:
            if self._stopping():
                return Stopped()
            moved = self._step(upload, sealed, offset, handed_over)
            if not isinstance(moved, int):
                return moved
            standstills = 0 if moved > furthest else standstills + 1
            if standstills > _MOST_STANDSTILLS:
                return Later(reply_invalid("upload stands still"))
            offset, furthest = moved, max(moved, furthest)
            progress(upload.digest, offset)
        return Whole()

    def _step(
        self, upload: UploadState, sealed: SealedReader, offset: int, handed_over: HandedOver
    ) -> int | UploadResult:
        """One piece, or the question where it stands. Answers the new offset."""
        started = self._clock.monotonic()
        size = min(self._pace.piece_for(self._number), upload.size - offset)
        try:
            request = self._patch(upload.digest, sealed, offset, size)
            if offset + size == upload.size:
                request = replace(request, handed_over=lambda: handed_over(upload.digest))
            outcome = judge(self._transport.ask(request))
        except LineFailed:
            self._pace.cut(upload.digest, offset, self._clock.monotonic() - started)
            raise
        if isinstance(outcome, Done):
            self._note_speed(started, size)
            return _read_offset(outcome.answer, upload)
        if isinstance(outcome, Behind):
            return self._offset(upload)
        if isinstance(outcome, TooLarge):
            return offset if self._pace.shrink(size) else Refused(outcome.failure)
        return outcome

    def _note_speed(self, started: float, size: int) -> None:
        seconds = self._clock.monotonic() - started
        self._pace.note(size, seconds)
        self.spent(size, seconds)

    def _patch(self, digest: str, sealed: SealedReader, offset: int, size: int) -> Request:
        piece = sealed.piece(offset, size)
        checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        headers = {
            **_TUS,
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {checksum}",
        }
        return Request("PATCH", f"/v1/uploads/{digest}", piece, headers, self._pace.patience)

    def _offset(self, upload: UploadState) -> int | UploadResult:
        answer = self._transport.ask(Request("HEAD", f"/v1/uploads/{upload.digest}", headers=_TUS))
        outcome: Outcome = judge(answer)
        if not isinstance(outcome, Done):
            if isinstance(outcome, Behind | TooLarge):
                return Later(outcome.failure, retry_after(answer))
            return outcome
        offset = _read_offset(answer, upload)
        if isinstance(offset, int):
            self._note_cut(upload.digest, offset)
        return offset

    def _note_cut(self, digest: str, offset: int) -> None:
        came, seconds = self._pace.stands(digest, offset)
        if came:
            self.spent(came, seconds)


def _read_offset(answer: Answer, upload: UploadState) -> int | Later:
    said = answer.headers.get("upload-offset", "")
    if not (said.isascii() and said.isdecimal() and int(said) <= upload.size):
        return Later(reply_invalid("Upload-Offset"))
    return int(said)
