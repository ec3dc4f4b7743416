"""The list that travels with a courier: who put what in, who took it. Identifiers and digests only. Pure.

Each line holds the SHA-256 of the line before it, so that a line that was lost, altered or put between shows. It proves
no content: packets and acknowledgements are signed themselves.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

NAME = "custody.jsonl"
_START = hashlib.sha256(b"").hexdigest()


def next_line(last: bytes, facts: Mapping[str, str]) -> bytes:
    """``last``: the line before, without its end; empty for the first. Answers a whole line."""
    return json.dumps({**facts, "previous": hashlib.sha256(last).hexdigest()}).encode("ascii") + b"\n"


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
