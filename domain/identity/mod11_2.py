"""The check character of ISO 7064 MOD 11-2, as GB 11643 uses it."""

_CHARACTERS = "10X98765432"


def check_character(digits: str) -> str:
    """The character that completes ``digits`` (ASCII decimal digits, any length)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return _CHARACTERS[total]


def is_whole(number: str) -> bool:
    """Whether the last character of ``number`` is the check character of the digits before it."""
    body = number[:-1]
    return bool(body) and body.isascii() and body.isdecimal() and check_character(body) == number[-1]
