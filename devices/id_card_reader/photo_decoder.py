"""The portrait of a card, if the station has a vendor's decoder for it (``docs/photo_decoder.h``)."""

import logging

from devices.id_card_reader.text_block import PHOTO_LENGTH
from devices.isolated_process import ChildDied, ChildHung, IsolatedProcess
from devices.pipe_frames import Frame

START_SECONDS = 5.0
DECODE_SECONDS = 2.0
MOST_FAILURES = 3
"""A library that crashes or hangs so often in a row is not asked again: it would slow every card down."""
_CHILD = "devices.id_card_reader.photo_child"

_log = logging.getLogger(__name__)


class PhotoDecoder:
    """``library``: path of the shared library; empty: no portraits. Nothing it does can fail the reading of a card."""

    def __init__(self, library: str) -> None:
        self._library = library
        self._child: IsolatedProcess | None = None
        self._failures = 0

    def portrait(self, photo: bytes | None) -> bytes | None:
        """A PNG of 102 x 126 pixels, or ``None``."""
        if not self._library or self._failures >= MOST_FAILURES or photo is None or len(photo) != PHOTO_LENGTH:
            return None
        try:
            answer = self._ask(photo)
        except (ChildDied, ChildHung) as error:
            self._failures += 1
            self.close()
            _log.warning("photo decoder: %s", type(error).__name__)
            return None
        self._failures = 0
        return answer or None

    def close(self) -> None:
        """Safe at any time, also twice."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.end()

    def _ask(self, photo: bytes) -> bytes:
        if self._child is None:
            self._child = IsolatedProcess(_CHILD, [self._library], {})
            started = self._child.receive(START_SECONDS)
            if "refused" in started.head:
                self._failures = MOST_FAILURES
                _log.warning("photo decoder: %s", started.head["refused"])
                return b""
        self._child.send(Frame({}, photo))
        return self._child.receive(DECODE_SECONDS).body
