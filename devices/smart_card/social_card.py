"""What a social-security card (社保卡) tells without any secret: EF05 and EF06 of its application.

Cards of versions 1.00 and 2.00 tell all of it; a 3.00 card keeps number and person back until a security module has
authenticated itself. **No PIN is ever sent**: a wrong one locks the card. Source: public implementations.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from devices.errors import ReadFailed
from devices.events import SocialCard
from devices.smart_card.apdu import NO_FILE, NO_RECORD, NOT_ALLOWED, OK, Transmit, exchange, unreadable, without_pin
from domain.failures import FailureCode

AID = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
"""'sx1.sh.' and 社会保障 in GBK."""
CARD_FILE = {"id_code": 0x01, "card_class": 0x02, "version": 0x03, "issued": 0x05, "valid_to": 0x06, "number": 0x07}
PERSON_FILE = {"person_number": 0x08, "name": 0x09, "sex": 0x0A, "ethnicity": 0x0B, "birth": 0x0D}
FILES: Mapping[int, Mapping[str, int]] = {0xEF05: CARD_FILE, 0xEF06: PERSON_FILE}
_DATE = re.compile(r"[0-9]{8}")
_NO_SUCH_WAY = frozenset({0x6A81, NO_RECORD, 0x6A86, 0x6B00, 0x6981})

Unlock = Callable[[Transmit, bytes], None]
"""What a security module does to free the protected fields, given the card's identification code."""


def read_social_card(transmit: Transmit, unlock: Unlock | None = None) -> SocialCard:
    """Raises ``ReadFailed`` for another card or one that makes no sense, and what ``transmit`` raises."""
    transmit = without_pin(transmit)
    if exchange(transmit, b"\x00\xa4\x04\x00" + bytes((len(AID),)) + AID).status not in (OK, NO_FILE):
        raise unreadable("application refused")
    items = _read_file(transmit, 0xEF05)
    if "id_code" not in items:
        raise unreadable("no social-security card")
    if unlock is not None:
        unlock(transmit, items["id_code"])
    items |= _read_file(transmit, 0xEF06)
    return _card(items)


def _read_file(transmit: Transmit, file: int) -> dict[str, bytes]:
    """Items that the card gives freely; those it keeps back are left out."""
    if not any(
        exchange(transmit, bytes((0, 0xA4, way, 0, 2)) + file.to_bytes(2, "big")).status == OK for way in (0, 2)
    ):
        return {}
    found: dict[str, bytes] = {}
    for place, (name, tag) in enumerate(FILES[file].items(), start=1):
        value = _read_item(transmit, tag, _record_number(file, tag, place))
        if value is not None:
            found[name] = value
    return found


def _record_number(file: int, tag: int, place: int) -> int:
    """EF05 counts its records as its items; EF06 begins again with item 08 as record 1."""
    return tag if file == 0xEF05 else tag - 7 if tag >= 8 else place


def _read_item(transmit: Transmit, tag: int, record: int) -> bytes | None:
    """Two ways to ask are in use: by item (mode 0) and by number of the record (mode 4)."""
    for number, mode in ((tag, 0), (record, 4)):
        answer = exchange(transmit, bytes((0, 0xB2, number, mode, 0)))
        if answer.status == NOT_ALLOWED:
            return None
        if answer.status == OK:
            return _value(answer.data, tag)
        if answer.status not in _NO_SUCH_WAY:
            return None
    return None


def _value(data: bytes, tag: int) -> bytes | None:
    if len(data) < 2 or data[0] != tag or len(data) < 2 + data[1]:
        raise _invalid(f"item {tag:02X}")
    return data[2 : 2 + data[1]] or None


def _card(items: Mapping[str, bytes]) -> SocialCard:
    return SocialCard(
        region=items["id_code"].hex()[:6],
        version=_text(items, "version"),
        number=_text(items, "number"),
        person_number=_text(items, "person_number"),
        name=_text(items, "name"),
        sex=_text(items, "sex"),
        ethnicity=items.get("ethnicity", b"").hex(),
        birth=_day(items, "birth"),
        issued=_day(items, "issued"),
        valid_to=_day(items, "valid_to"),
    )


def _text(items: Mapping[str, bytes], name: str) -> str:
    try:
        return items.get(name, b"").rstrip(b"\0\xff").decode("gbk").strip()
    except UnicodeDecodeError:
        raise _invalid(name) from None


def _day(items: Mapping[str, bytes], name: str) -> date | None:
    """BCD ``YYYYMMDD``; all zeros or all F is a date that was never set."""
    digits = items.get(name, b"").hex()
    if not digits.strip("0") or not digits.strip("f"):
        return None
    if not _DATE.fullmatch(digits):
        raise _invalid(name)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _invalid(name) from None


def _invalid(field: str) -> ReadFailed:
    return ReadFailed(FailureCode.SOCIAL_CARD_INVALID, field)
