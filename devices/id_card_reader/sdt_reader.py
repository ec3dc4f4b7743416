"""A SAM_V reader, whatever line it is on: find, select, read, and no card told twice."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from devices.driver_options import refuse_unknown
from devices.errors import DeviceUnreachable
from devices.id_card_reader import frame_codec as sdt
from devices.id_card_reader.photo_decoder import PhotoDecoder
from devices.id_card_reader.reader_line import ReaderLine
from devices.id_card_reader.text_block import card_of, new_address_of
from domain.failures import FailureCode
from domain.identity.id_card import IdCard

FIND_INTERVAL_SECONDS = 0.3
ABSENCE_SECONDS = 1.0
"""A card not seen for so long counts as laid down again."""
READ_ATTEMPTS = 5
SILENT_ATTEMPTS = 2
SELECT_FAILURES = 3

_ANSWER_SECONDS = {sdt.SAM_STATUS: 0.5, sdt.FIND: 0.5, sdt.SELECT: 1.0, sdt.READ: 2.5, sdt.READ_NEW_ADDRESS: 1.5}
"""Time a reader is given to answer, without the time on the wire."""
_LARGEST_ANSWER = 1295
_QUIET_SECONDS = 0.2
"""A line that stops for so long within a frame will not go on."""


class SdtReader:
    """A port of :class:`devices.ports.IdCardReader` and ``Interruptible``.

    After a read most readers answer "no card" until the card is lifted and laid down again, others find it
    again and again: either way a card that stays is told once. The fingerprint is never read.
    ``options``: ``photo_library``, a decoder of photos (``docs/photo_decoder.h``). Raises ``ValueError`` for others.
    """

    def __init__(
        self, line: ReaderLine, options: Mapping[str, object], now: Callable[[], float] = time.monotonic
    ) -> None:
        refuse_unknown(options, "photo_library")
        self._line = line
        self._photos = PhotoDecoder(str(options.get("photo_library", "")))
        self._now = now
        self._interrupted = False
        self._next_find = 0.0
        self._last_find = 0.0
        self._lifted = True
        self._select_failures = 0
        self._told: tuple[int, float] | None = None
        """Hash of the number told last and when its card was last seen."""

    def open(self) -> None:
        self._line.open()
        self.check()

    def close(self) -> None:
        self._line.close()
        self._photos.close()

    def interrupt(self) -> None:
        """Final: the driver answers no more."""
        self._interrupted = True

    def check(self) -> None:
        answer = self._ask(sdt.SAM_STATUS)
        if answer.status != sdt.OK:
            raise sdt.failure_of(answer.status)

    def poll(self) -> IdCard | None:
        now = self._now()
        if now < self._next_find:
            return None
        if now - self._last_find > ABSENCE_SECONDS:
            self._lifted = True
        self._next_find, self._last_find = now + FIND_INTERVAL_SECONDS, now
        found = self._ask(sdt.FIND)
        if found.status == sdt.NO_CARD:
            self._lifted = True
            return None
        if found.status != sdt.CARD_FOUND:
            raise sdt.failure_of(found.status)
        if not self._lifted:
            self._seen()
            return None
        return self._read_card() if self._selected() else None

    def _selected(self) -> bool:
        """A card that is still being moved is often found and not selected: the next look tries again."""
        answer = self._ask(sdt.SELECT)
        if answer.status == sdt.OK:
            self._select_failures = 0
            return True
        self._select_failures += 1
        if answer.status == sdt.NOT_SELECTED and self._select_failures < SELECT_FAILURES:
            return False
        self._select_failures = 0
        self._lifted = False
        raise sdt.failure_of(answer.status)

    def _read_card(self) -> IdCard | None:
        self._lifted = False
        card = card_of(self._read())
        self._last_find = self._now()
        answer = self._ask(sdt.READ_NEW_ADDRESS)
        if answer.status == sdt.OK and (address := new_address_of(answer.data)):
            card = replace(card, address=address)
        told, self._told = self._told, (hash(card.number), self._now())
        if told is not None and told[0] == hash(card.number) and self._now() - told[1] < ABSENCE_SECONDS:
            return None
        return replace(card, portrait=self._photos.portrait(card.photo))

    def _read(self) -> bytes:
        answer = self._ask(sdt.READ)
        for _ in range(READ_ATTEMPTS - 1):
            if answer.status == sdt.OK:
                break
            answer = self._ask(sdt.READ)
        if answer.status != sdt.OK:
            raise sdt.failure_of(answer.status)
        return answer.data

    def _seen(self) -> None:
        if self._told is not None:
            self._told = (self._told[0], self._now())

    def _ask(self, command: bytes) -> sdt.Answer:
        """The answer to a command, which is sent again if what came back was garbled."""
        give_up = self._now() + SILENT_ATTEMPTS * self._patience(command)
        for _ in range(READ_ATTEMPTS):
            answer = self._attempt(command)
            if answer is not None:
                return answer
            if self._interrupted or self._now() >= give_up:
                break
        raise DeviceUnreachable(FailureCode.CARD_READER_SILENT, f"no answer to {command.hex()}")

    def _attempt(self, command: bytes) -> sdt.Answer | None:
        self._line.send(sdt.encode_request(command))
        decoder = sdt.FrameDecoder()
        end = quiet = self._now() + self._patience(command)
        while self._now() < min(end, quiet) and not self._interrupted:
            data = self._line.receive()
            for body in decoder.feed(data):
                if (answer := sdt.answer_of(body)) is not None:
                    return answer
            if data:
                quiet = self._now() + _QUIET_SECONDS if decoder.started or decoder.rejected else end
        return None

    def _patience(self, command: bytes) -> float:
        return _ANSWER_SECONDS[command] + (self._line.seconds_for(_LARGEST_ANSWER) if command == sdt.READ else 0.1)
