"""Sends what neighbours left in this station's care, in pieces: a line that breaks costs one of them."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence

from domain.clock import Clock
from domain.contract.enrolment import VerificationKey
from domain.contract.packet import CONTENT_TYPE, Frame, encode_frame, encode_head
from domain.contract.submission import SubmissionStatus, UploadState
from domain.failures import Failure, FailureCode
from offline_queue.acknowledgement import verified_acknowledgement
from offline_queue.http_transport import Asked, LineFailed, Request
from offline_queue.line_settings import SMALL_BYTES, LineSettings
from offline_queue.neighbour_packet import NeighbourPacket, read_packet
from offline_queue.outcome import Done, Refused, TooLarge, judge, read_reply, reply_invalid
from offline_queue.pace import Pace
from offline_queue.relay_shelf import RelayShelf
from offline_queue.retry_policy import ENTRY, LINE

LOOK_SECONDS = 2.0
"""Between looks for what was taken over."""
_log = logging.getLogger(__name__)


class RelayPush:
    """Used by one thread. ``keys()``: whose signatures count, now."""

    def __init__(
        self, shelf: RelayShelf, transport: Asked, keys: Callable[[], Sequence[VerificationKey]], line: LineSettings,
        clock: Clock,
    ) -> None:  # fmt: skip
        self._shelf = shelf
        self._transport = transport
        self._keys = keys
        self._line = line
        self._clock = clock
        self._failures = 0
        self._pace = Pace()
        self.spent: Callable[[int, float], None] = lambda _size, _seconds: None
        """Told after every piece: bytes and the seconds they took; it may wait."""

    def keep_within(self, largest: int) -> None:
        """No request with more bytes than so many; 0: any."""
        if largest:
            self._pace.keep_within(largest)

    def round(self) -> float:
        """Whatever waits, the smallest first. Never raises ``Failure``: what failed stays. Seconds to the next one."""
        waiting = sorted(self._shelf.waiting(), key=lambda one: self._shelf.packet(one).stat().st_size)
        troubles = [trouble for trouble in map(self._send, waiting) if trouble is not None]
        if not troubles:
            self._failures = 0
            return LOOK_SECONDS
        self._failures += 1
        _log.info("packets of neighbours wait: %s", troubles[0])
        backoff = LINE if isinstance(troubles[0], LineFailed) else ENTRY
        return max(LOOK_SECONDS, backoff.wait(self._failures, random.random))

    def _send(self, submission_id: str) -> Failure | None:
        """Why it has to be tried again; ``None`` also when it is refused or kept for better hours."""
        path = self._shelf.packet(submission_id)
        if path.stat().st_size > SMALL_BYTES and self._line.is_thrifty(self._clock.now()):
            return None
        try:
            packet = read_packet(path)
            acknowledgement = self._carried(packet)
            if acknowledgement:
                verified_acknowledgement(acknowledgement, packet.manifest, self._keys())
                self._shelf.delivered(submission_id, acknowledgement)
        except _RefusedForGood as refused:
            self._shelf.refused(submission_id, refused.code)
        except LineFailed as failure:
            self._pace.shrink()
            return failure
        except Failure as failure:
            return failure
        return None

    def _carried(self, packet: NeighbourPacket) -> str:
        """The platform's signature, once it holds every byte."""
        status = self._ask(packet, b"")
        while status.missing and status.state == "receiving":
            left = _left(status)
            status = self._ask(packet, b"".join(self._pieces(packet, status.missing)))
            if _left(status) >= left:
                raise reply_invalid("a relayed packet stands still")
        if status.state == "refused":
            raise _RefusedForGood(_code(status.refusal))
        return status.acknowledgement

    def _pieces(self, packet: NeighbourPacket, missing: Sequence[UploadState]) -> Iterator[bytes]:
        """As much as one request may carry."""
        room = self._pace.piece
        for upload in missing:
            length = min(upload.size - upload.offset, room)
            if length <= 0:
                return
            yield encode_frame(Frame(upload.digest, upload.offset, length))
            yield packet.piece(upload.digest, upload.offset, length)
            room -= length

    def _ask(self, packet: NeighbourPacket, frames: bytes) -> SubmissionStatus:
        """Every request says whose packet it is: this station answers for nothing in it."""
        head = encode_head(packet.head)
        started = self._clock.monotonic()
        answer = self._transport.ask(Request("POST", "/v1/packets", head + frames, {"Content-Type": CONTENT_TYPE}))
        seconds = self._clock.monotonic() - started
        self._pace.note(len(frames), seconds)
        self.spent(len(head) + len(frames), seconds)
        outcome = judge(answer)
        if isinstance(outcome, Refused):
            raise _RefusedForGood(outcome.failure.code)
        if isinstance(outcome, TooLarge):
            self._pace.shrink()
        if not isinstance(outcome, Done):
            raise outcome.failure
        return read_reply(outcome.answer, SubmissionStatus)


class _RefusedForGood(Exception):
    """A person has to look."""

    def __init__(self, code: FailureCode) -> None:
        super().__init__(code.name)
        self.code = code


def _code(said: str) -> FailureCode:
    known = next((code for code in FailureCode if code.value == said), None)
    return known or reply_invalid("refusal without a known code").code


def _left(status: SubmissionStatus) -> int:
    return sum(upload.size - upload.offset for upload in status.missing)
