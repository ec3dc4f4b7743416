"""A bar code scanner that plays a keyboard: keys with their times in, payloads out; touches no keyboard.

Between STX and ETX (a prefix and suffix to set in the scanner) every key belongs to the code. Without them a code is at
least six keys no further apart than a person can type, ended by Enter. Such scanners cannot send Chinese, and an input
method eats letters: it must be off where codes are awaited.
"""

from dataclasses import dataclass

from devices.qr_scanner.payload_codec import MAX_PAYLOAD, Payload

KEY_GAP_SECONDS = 0.05
FRAME_SECONDS = 5.0
LEAST_KEYS = 6
_STX, _ETX, _ENTER = "\x02", "\x03", "\r\n"


@dataclass(frozen=True, slots=True)
class Verdict:
    payload: Payload | None = None
    swallow: bool = False
    """The key belongs to a code for sure and must reach no input field."""
    retract: int = 0
    """So many keys before this one reached an input field, because they might have been a person's: take them back."""


class WedgeDecoder:
    """Holds at most ``MAX_PAYLOAD`` characters. The same key event seen twice must be fed once: by the caller."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._last = float("-inf")
        self._framed = False
        self._too_long = False

    def key(self, character: str, now: float) -> Verdict:
        """``character``: what the key types, one character. ``now``: seconds, of any steady clock."""
        if now - self._last > (FRAME_SECONDS if self._framed else KEY_GAP_SECONDS):
            self._forget()
        self._last = now
        if character == _STX:
            self._forget()
            self._last, self._framed = now, True
            return Verdict(swallow=True)
        if self._framed:
            return self._framed_key(character)
        if character in _ENTER:
            return self._entered()
        self._add(character)
        count = len(self._keys)
        return Verdict(swallow=count > LEAST_KEYS, retract=LEAST_KEYS if count == LEAST_KEYS + 1 else 0)

    @property
    def framed(self) -> bool:
        """A code has begun with STX and has not ended."""
        return self._framed

    def _entered(self) -> Verdict:
        count = len(self._keys)
        payload = self._payload() if count >= LEAST_KEYS else None
        self._forget()
        return Verdict(payload, swallow=payload is not None, retract=LEAST_KEYS if count == LEAST_KEYS else 0)

    def _framed_key(self, character: str) -> Verdict:
        if character != _ETX:
            self._add(character)
            return Verdict(swallow=True)
        payload = self._payload() if self._keys else None
        self._forget()
        return Verdict(payload, swallow=True)

    def _add(self, character: str) -> None:
        if len(self._keys) < MAX_PAYLOAD:
            self._keys.append(character)
        else:
            self._too_long = True

    def _payload(self) -> Payload:
        return Payload("".join(self._keys).encode("utf-8", "replace"), self._too_long)

    def _forget(self) -> None:
        self._keys.clear()
        self._framed = self._too_long = False
