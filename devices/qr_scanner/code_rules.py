"""Which codes count: kinds allowed, no longer than allowed, and none told twice. The same for every scanner.

A kind is the letter of its AIM symbology identifier (ISO/IEC 15424): the scanner, or the decoder of a picture, says it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from devices.driver_options import refuse_unknown
from devices.errors import ReadFailed
from devices.qr_scanner.payload_codec import MAX_PAYLOAD, Payload, split_aim_id, text_of, unreadable
from domain.failures import FailureCode

REPEAT_SECONDS = 2.0
"""A code held before the scanner is sent again and again; the same one is told once in so long a time."""

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "qr": "Q",
        "datamatrix": "d",
        "aztec": "z",
        "pdf417": "L",
        "code128": "C",
        "code39": "A",
        "code93": "G",
        "codabar": "F",
        "itf": "I",
        "ean": "E",
        "databar": "e",
    }
)

Options = Mapping[str, str | int | bool | float]


@dataclass(frozen=True, slots=True)
class CodeRules:
    kinds: frozenset[str] = frozenset()
    """Letters of AIM identifiers; empty: all kinds."""
    max_bytes: int = MAX_PAYLOAD
    repeat_seconds: float = REPEAT_SECONDS
    strip_aim_id: bool = True


def rules_of(options: Options, *of_the_line: str) -> CodeRules:
    """``symbologies`` (names of :data:`LETTERS` with spaces between; all), ``max_bytes`` (4096), ``repeat_seconds``
    (2), ``strip_aim_id`` (true), and those that the driver reads itself. Raises ``ValueError`` for any other name."""
    refuse_unknown(options, "symbologies", "max_bytes", "repeat_seconds", "strip_aim_id", *of_the_line)
    names = str(options.get("symbologies", "")).split()
    if unknown := [name for name in names if name not in LETTERS]:
        raise ValueError(f"unknown symbologies {unknown}")
    return CodeRules(
        kinds=frozenset(LETTERS[name] for name in names),
        max_bytes=min(MAX_PAYLOAD, int(options.get("max_bytes", MAX_PAYLOAD))),
        repeat_seconds=float(options.get("repeat_seconds", REPEAT_SECONDS)),
        strip_aim_id=bool(options.get("strip_aim_id", True)),
    )


class CodeGate:
    """Remembers a hash of the last code, to tell a repeat, and nothing else of it."""

    def __init__(self, rules: CodeRules, now: Callable[[], float]) -> None:
        self._rules = rules
        self._now = now
        self._last: tuple[int, float] | None = None

    def text(self, payload: Payload) -> str | None:
        """``None`` for a code that does not count. Raises :class:`ReadFailed` for one that is too long, no text, or of
        a kind nobody said although only some are allowed."""
        payload = payload if payload.aim_id else split_aim_id(payload)
        if self._rules.kinds:
            if not payload.aim_id:
                raise unreadable("no symbology identifier")
            if payload.aim_id[0] not in self._rules.kinds:
                return None
        if len(payload.data) > self._rules.max_bytes:
            payload = replace(payload, too_long=True)
        if payload.too_long:
            raise ReadFailed(FailureCode.CODE_TOO_LONG, f"over {self._rules.max_bytes} bytes")
        words = text_of(payload)
        if payload.aim_id and not self._rules.strip_aim_id:
            words = f"]{payload.aim_id}{words}"
        return None if not words or self._repeated(words) else words

    def _repeated(self, words: str) -> bool:
        now, last = self._now(), self._last
        self._last = (hash(words), now)
        return last is not None and last[0] == hash(words) and now - last[1] < self._rules.repeat_seconds
