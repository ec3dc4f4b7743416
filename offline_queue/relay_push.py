"""Sends what neighbours left in this station's care, whenever there is a line."""

import logging
from collections.abc import Callable, Sequence

from domain.clock import Clock
from domain.contract.enrolment import VerificationKey
from domain.failures import Failure
from offline_queue.acknowledgement import verified_acknowledgement
from offline_queue.http_transport import Asked, LineFailed
from offline_queue.line_settings import SMALL_BYTES, LineSettings
from offline_queue.neighbour_packet import read_packet
from offline_queue.packet_carrier import PacketCarrier, RefusedForGood
from offline_queue.relay_shelf import RelayShelf
from offline_queue.turns import Turns

LOOK_SECONDS = 2.0
"""Between looks for what was taken over."""
_log = logging.getLogger(__name__)


class RelayPush:
    """Used by one thread, but for :meth:`line_is_there`. ``keys()``: whose signatures count, now."""

    def __init__(
        self, shelf: RelayShelf, transport: Asked, keys: Callable[[], Sequence[VerificationKey]], line: LineSettings,
        clock: Clock,
    ) -> None:  # fmt: skip
        self._shelf = shelf
        self._keys = keys
        self._line = line
        self._clock = clock
        self._turns = Turns("packets of neighbours", clock)
        self.line_is_there = self._turns.line_is_there
        self.carrier = PacketCarrier(transport, clock)

    def round(self) -> float:
        """Whatever waits, the smallest first. Never raises ``Failure``: what failed stays. Seconds to the next one."""
        if not self._turns.waits_for_line():
            waiting = sorted(self._shelf.waiting(), key=self._shelf.size)
            self._turns.take({submission_id: submission_id for submission_id in waiting}, self._send)
        return LOOK_SECONDS

    def _send(self, submission_id: str) -> None:
        """Nothing while it is kept for better hours. Raises ``Failure``, ``OSError``: it has to be tried again."""
        if self._shelf.size(submission_id) > SMALL_BYTES and self._line.is_thrifty(self._clock.now()):
            return
        try:
            packet = read_packet(self._shelf.packet(submission_id))
            acknowledgement = self.carrier.carry(packet)
            verified_acknowledgement(acknowledgement, packet.manifest, self._keys())
            self._shelf.delivered(submission_id, acknowledgement)
        except RefusedForGood as refused:
            _log.warning("a packet of a neighbour was refused: %s", refused)
            self._shelf.refused(submission_id, refused.code)
        except LineFailed:
            raise
        except Failure as failure:
            self._shelf.waits(submission_id, failure.code)
            raise
