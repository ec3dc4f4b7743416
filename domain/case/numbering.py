"""Numbers of cases. None is ever derived from an identity number."""

import re
from datetime import date

from domain.identity.mod11_2 import check_character, is_whole

_TEMPORARY = re.compile(r"L[0-9]{20}[0-9X]")


def temporary_number(region: str, device_no: str, day: date, sequence: int) -> str:
    """离线受件号（临时）, 22 characters: L, county 6, device 4, yyMMdd, sequence 4, check MOD 11-2.

    ``sequence``: 0 to 9999, counted by the device each day. Raises ``ValueError``.
    """
    body = _digits(region, 6) + _digits(device_no, 4) + f"{day:%y%m%d}" + _sequence(sequence, 4)
    return f"L{body}{check_character(body)}"


def is_temporary_number(number: str) -> bool:
    return bool(_TEMPORARY.fullmatch(number)) and is_whole(number[1:])


def official_number(region: str, day: date, sequence: int) -> str:
    """申报号, 21 characters: county 6, yyyyMMdd, sequence 6, check MOD 11-2.

    The form is ours until the city names its own. ``sequence``: 0 to 999999, counted by the platform
    each day and county. Raises ``ValueError``.
    """
    body = _digits(region, 6) + f"{day:%Y%m%d}" + _sequence(sequence, 6)
    return body + check_character(body)


def _digits(value: str, width: int) -> str:
    if len(value) != width or not (value.isascii() and value.isdecimal()):
        message = f"{width} digits expected"
        raise ValueError(message)
    return value


def _sequence(value: int, width: int) -> str:
    if not 0 <= value < 10**width:
        message = f"a sequence has {width} digits"
        raise ValueError(message)
    return f"{value:0{width}d}"
