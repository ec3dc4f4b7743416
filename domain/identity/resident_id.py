"""The 18 characters of the resident identity number (GB 11643-1999)."""

import re
import unicodedata
from datetime import date
from typing import Literal

from domain.identity.mod11_2 import is_whole
from domain.identity.verdict import Ok, Reject, Verdict, Warn
from domain.text import text

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_FIRST_GENERATION = re.compile(r"[0-9]{15}")
_EARLIEST_YEAR = 1900


def normalise_id(number: str) -> str:
    """Half-width, without white space, ``x`` as ``X``."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def check_resident_id(number: str, today: date, known_regions: frozenset[str]) -> Verdict:
    """``known_regions``: every county code ever issued; a code that is not among them only warns,
    because citizens keep codes of counties dissolved long ago."""
    number = normalise_id(number)
    if _FIRST_GENERATION.fullmatch(number):
        return Reject(text("identity.first_generation"))
    if not _SHAPE.fullmatch(number) or not is_whole(number):
        return Reject(text("form.id"))
    birth = birth_of(number)
    if birth is None or birth > today:
        return Reject(text("identity.birth_impossible"))
    if number[:6] not in known_regions:
        return Warn(text("identity.region_unknown"))
    return Ok()


def birth_of(number: str) -> date | None:
    """The date of birth in a normalised number; ``None`` when it is no date from 1900 on."""
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return birth if birth.year >= _EARLIEST_YEAR else None


def sex_of(number: str) -> Literal["1", "2"]:
    """GB/T 2261.1 code in a normalised, well-formed number: odd sequence male, even female."""
    return "1" if int(number[16]) % 2 else "2"
