"""The continue code (续办码): with the identity number, what an unfinished application is found by.

Nine random characters (45 bits) and a check character, shown as ``ABCDE-FGHJK``. Crockford's base 32: no I, L, O, U;
what is typed as one of the first three is read as 1, 1, 0. The last is Luhn's mod N check: one wrong character is told
at once, without asking anybody.
"""

from collections.abc import Iterable

from domain.failures import Failure, FailureCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_OURS = str.maketrans(_BASE_32, ALPHABET)


def code_of(token: str) -> str:
    """From a token of ``IdSource`` (RFC 4648 base 32, 128 random bits): as it is shown."""
    body = token[: LENGTH - 1].translate(_TO_OURS)
    return shown(body + _check_character(body))


def shown(code: str) -> str:
    """A code of ten characters in two groups."""
    return f"{code[:5]}-{code[5:]}"


def read_code(typed: str) -> str:
    """The ten characters of what somebody typed. Raises ``Failure(CONTINUE_CODE_INVALID)``."""
    code = "".join(c for c in typed.upper() if not c.isspace() and c != "-").translate(_READ_AS)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or _check_character(code[:-1]) != code[-1]:
        raise Failure(FailureCode.CONTINUE_CODE_INVALID)
    return code


def _check_character(body: Iterable[str]) -> str:
    total = 0
    for at, character in enumerate(reversed(list(body))):
        value = ALPHABET.index(character) * (2 if at % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]
