"""The list that travels with a courier: who put what in, who took it. Identifiers and digests only. Pure.

Each line holds the SHA-256 of the line before it, so that a line that was lost, altered or put between shows. It proves
no content: packets and acknowledgements are signed themselves.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

NAME = "custody.jsonl"
TAIL_BYTES = 8192
"""More than a line."""
_START = hashlib.sha256(b"").hexdigest()


def addition(tail: bytes, facts: Mapping[str, str]) -> bytes:
    """What makes a list one line longer. ``tail``: its last ``TAIL_BYTES``, or all of it.

    A torn line, left when a stick was pulled out while somebody wrote, is given its end and stays: as a break everybody
    sees.
    """
    last = (tail.splitlines() or [b""])[-1]
    line = json.dumps({**facts, "previous": hashlib.sha256(last).hexdigest()}).encode("ascii") + b"\n"
    return line if not tail or tail.endswith(b"\n") else b"\n" + line


def first_break(lines: Iterable[bytes]) -> int | None:
    """Number of the first line (from 1; without its end) that does not follow from the one before; ``None`` when all
    do."""
    expected = _START
    for number, line in enumerate(lines, start=1):
        if _previous(line) != expected:
            return number
        expected = hashlib.sha256(line).hexdigest()
    return None


def _previous(line: bytes) -> str:
    try:
        return str(json.loads(line)["previous"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
