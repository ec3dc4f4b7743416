"""The unified social credit code of organisations (GB 32100-2015), 18 characters."""

import re

from domain.identity.resident_id import normalise_id
from domain.identity.verdict import Ok, Reject, Verdict, Warn
from domain.text import text

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(r"[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")


def check_credit_code(code: str) -> Verdict:
    """Codes in real use fail their check characters now and then, so that only warns."""
    code = normalise_id(code)
    if not _SHAPE.fullmatch(code):
        return Reject(text("form.credit_code"))
    if code[17] != _check_character(code) or code[16] != _organisation_check(code[8:16]):
        return Warn(text("form.credit_code_warn"))
    return Ok()


def _check_character(code: str) -> str:
    total = sum(_ALPHABET.index(c) * w for c, w in zip(code, _WEIGHTS, strict=False))
    return _ALPHABET[-total % 31]


def _organisation_check(body: str) -> str:
    """GB 11714: letters count from A = 10."""
    total = sum(int(c, 36) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
