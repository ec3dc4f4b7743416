"""What a card's chip says: the data of ``30 01`` to an :class:`IdCard`.

Four layouts, told apart by the character at byte 248. All fields are UTF-16LE of fixed width, padded with
spaces. Offsets and lengths below are bytes. Source: public implementations; the 2023 layout from one only.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from devices.errors import ReadFailed
from domain.failures import FailureCode
from domain.identity.id_card import CardKind, IdCard

TEXT_LENGTH = 256
PHOTO_LENGTH = 1024
FLAG_OFFSET = 248
WITHOUT_END = "长期"

Layout: TypeAlias = Mapping[str, tuple[int, int]]
Sex: TypeAlias = Literal["0", "1", "2", "9"]

_COMMON: Layout = {
    "name": (0, 30),
    "sex": (30, 2),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
LAYOUTS: Mapping[CardKind, Layout] = {
    "resident": {**_COMMON, "ethnicity": (32, 4)},
    "hmt_permit": {**_COMMON, "pass_number": (220, 18)},
    "foreigner_2017": {
        "english_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "nationality": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth": (220, 16),
    },
    "foreigner_2023": {
        "name": (0, 30),
        "sex": (30, 2),
        "birth": (36, 16),
        "english_name": (52, 70),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "english_name_rest": (220, 22),
        "nationality": (242, 6),
    },
}
FLAGS: Mapping[str, CardKind] = {
    "": "resident",
    "J": "hmt_permit",
    "I": "foreigner_2017",
    "Y": "foreigner_2023",
}
_NUMBER = {
    kind: re.compile(r"[A-Z]{3}[0-9]{12}" if kind == "foreigner_2017" else r"[0-9]{17}[0-9X]") for kind in LAYOUTS
}
_DATE = re.compile(r"[0-9]{8}")
_ETHNICITY = re.compile(r"[0-9]{2}")
_SEXES: Mapping[str, Sex] = {"0": "0", "1": "1", "2": "2", "9": "9"}
_PADDING = " \0\u3000"


def card_of(data: bytes) -> IdCard:
    """``data``: text length and photo length (2 bytes each, big-endian), text, photo.
    Raises :class:`ReadFailed` if it is not a card; its detail names the field, never what stands in it."""
    text, photo = _parts(data)
    kind = FLAGS.get(_field(text, "flag", (FLAG_OFFSET, 2)))
    if kind is None:
        raise _invalid("flag")
    fields = {name: _field(text, name, place) for name, place in LAYOUTS[kind].items()}
    if not _NUMBER[kind].fullmatch(fields["number"]):
        raise _invalid("number")
    english_name = fields.get("english_name", "") + fields.get("english_name_rest", "")
    name = fields["name"] or english_name
    if not name:
        raise _invalid("name")
    return IdCard(
        kind=kind,
        name=name,
        number=fields["number"],
        sex=_sex(fields["sex"]),
        birth=_date("birth", fields["birth"]),
        valid_from=_date("valid_from", fields["valid_from"]) if fields["valid_from"] else None,
        valid_to=None if fields["valid_to"] == WITHOUT_END else _date("valid_to", fields["valid_to"]),
        ethnicity=_ethnicity(fields.get("ethnicity", "")),
        address=fields.get("address", ""),
        issuer=fields.get("issuer", ""),
        english_name=english_name,
        nationality=fields.get("nationality", ""),
        pass_number=fields.get("pass_number", ""),
        photo=photo or None,
    )


def new_address_of(data: bytes) -> str:
    """The address that ``30 03`` answers, at most 70 bytes. Raises :class:`ReadFailed`."""
    return _field(data, "new_address", (0, 70))


def _parts(data: bytes) -> tuple[bytes, bytes]:
    text_length, photo_length = int.from_bytes(data[0:2], "big"), int.from_bytes(data[2:4], "big")
    end = 4 + text_length + photo_length
    if text_length != TEXT_LENGTH or len(data) < end:
        raise _invalid("lengths")
    return data[4 : 4 + text_length], data[4 + text_length : end]


def _field(text: bytes, name: str, place: tuple[int, int]) -> str:
    offset, length = place
    try:
        return text[offset : offset + length].decode("utf-16-le").strip(_PADDING)
    except UnicodeDecodeError:
        raise _invalid(name) from None


def _date(name: str, digits: str) -> date:
    if not _DATE.fullmatch(digits):
        raise _invalid(name)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _invalid(name) from None


def _sex(code: str) -> Sex:
    if code not in _SEXES:
        raise _invalid("sex")
    return _SEXES[code]


def _ethnicity(code: str) -> str:
    if code and not _ETHNICITY.fullmatch(code):
        raise _invalid("ethnicity")
    return code


def _invalid(field: str) -> ReadFailed:
    return ReadFailed(FailureCode.CARD_TEXT_INVALID, field)
