"""What of a log may leave the terminal, and a second look that finds what must not, by other rules than the first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from domain.identity.mod11_2 import is_whole

Kind = Literal["identity_number", "mobile", "long_number", "credential", "foreign_words"]

_STAYS = r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d"
"""Ids of cases and devices, and moments."""
_CHINESE = r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff·]+"
_HIDDEN = (
    ("code", re.compile(r"OW[A-Z]?\d[:|]\S+|\beyJ[\w-]+\.[\w.-]+|(?i:bearer|presence|password)[ =:]+\S+")),
    ("characters", re.compile(_CHINESE)),
    ("address", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    ("digits", re.compile(rf"({_STAYS})|\d(?:[ -]?\d){{6,}}[Xx]?")),
    ("token", re.compile(rf"({_STAYS})|\b(?=[A-Z2-7]*\d)[A-Z2-7]{{20,}}\b|\b[0-9A-Z]{{5}}-[0-9A-Z]{{5}}\b")),
)
_FOUND: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("identity_number", re.compile(r"(?<![0-9a-zA-Z-])[1-9]\d{16}[\dXx](?![0-9a-zA-Z])")),
    ("mobile", re.compile(r"(?<![\d-])1[3-9]\d{9}(?![\d-])")),
    ("long_number", re.compile(r"(?<![0-9a-fA-F-])\d{13,19}(?![0-9a-fA-F-])")),
    ("credential", re.compile(r"OW[A-Z]?1[:|]|-----BEGIN|\beyJ[\w-]{10,}\.|AGE-SECRET-KEY")),
)
_WORDS = re.compile(_CHINESE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What kind of thing stands in which file; never the thing itself."""

    file: str
    kind: Kind


def redacted(log: str) -> str:
    """Our logs are English: whatever is Chinese came from somebody's data, and so did long numbers and codes. Case and
    device ids stay."""
    for what, pattern in _HIDDEN:
        log = pattern.sub(partial(_stand_in, what), log)
    return log


def _stand_in(what: str, found: re.Match[str]) -> str:
    kept = found.group(1) if found.re.groups else None
    return kept or f"[{len(found.group())} {what}]"


def findings(files: Mapping[str, str], known_words: str) -> tuple[Finding, ...]:
    """``known_words``: all Chinese that may stand there: our own texts and the name of this place."""
    found = []
    for name, content in files.items():
        found += [Finding(name, kind) for kind, pattern in _FOUND if _holds(pattern, kind, content)]
        if any(words not in known_words for words in _WORDS.findall(content)):
            found.append(Finding(name, "foreign_words"))
    return tuple(found)


def _holds(pattern: re.Pattern[str], kind: Kind, content: str) -> bool:
    """A number of 18 characters whose check character is wrong is still a long number."""
    if kind == "identity_number":
        return any(is_whole(found.upper()) for found in pattern.findall(content))
    return pattern.search(content) is not None
