"""Hands a neighbour's packet to the platform in pieces: a line that breaks costs one of them."""

import random
from collections.abc import Callable, Iterator, Sequence

from domain.clock import Clock
from domain.contract.packet import CONTENT_TYPE, Frame, encode_frame, encode_head
from domain.contract.submission import SubmissionStatus, UploadState
from domain.failures import Failure, FailureCode
from offline_queue.http_transport import Asked, LineFailed, Request
from offline_queue.neighbour_packet import NeighbourPacket
from offline_queue.outcome import Done, Later, ShutOut, TooLarge, judge, read_reply, reply_invalid
from offline_queue.pace import Pace
from offline_queue.refusals import refused_for_good
from offline_queue.retry_policy import LINE, LONGEST_WAIT
from offline_queue.turns import NotNow

_FRUITLESS_BREAKS = 5


class RefusedForGood(Failure):
    """The platform has named why: a person has to look."""


class PacketCarrier:
    """Used by one thread."""

    def __init__(self, transport: Asked, clock: Clock) -> None:
        self._transport = transport
        self._clock = clock
        self._pace = Pace()
        self.spent: Callable[[int, float], None] = lambda _size, _seconds: None
        """Told after every piece: bytes and the seconds they took; it may wait."""
        self.left = 0
        """Bytes the platform had not got of the packet under way when it last spoke of it."""

    def keep_within(self, largest: int) -> None:
        """No request with more bytes than so many; 0: any."""
        if largest:
            self._pace.keep_within(largest)

    def carry(self, packet: NeighbourPacket) -> str:
        """The platform's signature, once it holds every byte; goes on where an earlier try ended. Raises
        ``RefusedForGood``, ``NotNow``, ``LineFailed``, another ``Failure`` for answers outside the contract."""
        self.left = sum(item.size for item in packet.manifest.objects)
        try:
            return self._carried(packet)
        except LineFailed:
            self._pace.shrink()
            raise

    def _carried(self, packet: NeighbourPacket) -> str:
        status = self._ask(packet, b"")
        while status.missing and status.state == "receiving":
            left = self.left
            status = self._ask(packet, b"".join(self._pieces(packet, status.missing)))
            if self.left >= left:
                raise reply_invalid("a relayed packet stands still")
        if status.state == "refused":
            raise RefusedForGood(_code(status.refusal))
        if not status.acknowledgement:
            raise reply_invalid("all of a relayed packet came, and it is not signed for")
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
        if said := refused_for_good(answer):
            raise RefusedForGood(said.code, said.detail)
        outcome = judge(answer)
        if isinstance(outcome, TooLarge):
            self._pace.shrink()
        if isinstance(outcome, Later):
            raise NotNow(outcome.failure, outcome.at_least)
        if not isinstance(outcome, Done):
            raise NotNow(outcome.failure, LONGEST_WAIT if isinstance(outcome, ShutOut) else 0.0)
        status = read_reply(answer, SubmissionStatus)
        self.left = sum(upload.size - upload.offset for upload in status.missing)
        return status


def carry_over_breaks(carrier: PacketCarrier, packet: NeighbourPacket, wait: Callable[[float], None]) -> str:
    """As :meth:`PacketCarrier.carry`, for who cannot come again: goes on after a break, and gives up (``LineFailed``)
    when nothing came through between so many."""
    least, fruitless = float("inf"), 0
    while True:
        try:
            return carrier.carry(packet)
        except LineFailed:
            fruitless = 0 if carrier.left < least else fruitless + 1
            least = min(least, carrier.left)
            if fruitless == _FRUITLESS_BREAKS:
                raise
            wait(LINE.wait(fruitless + 1, random.random))


def _code(said: str) -> FailureCode:
    known = next((code for code in FailureCode if code.value == said), None)
    return known or reply_invalid("refusal without a known code").code
