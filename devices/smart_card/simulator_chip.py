"""The chip of a social-security card: files and records, commands in and answers out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.driver_options import refuse_unknown
from devices.simulator_faults import FaultPlan
from devices.smart_card.social_card import AID, CARD_FILE, FILES, PERSON_FILE

ATR = bytes.fromhex("3B6D0000") + b"OneWindow sim"
_OK, _NO_FILE, _NO_RECORD, _KEPT_BACK = b"\x90\x00", b"\x6a\x82", b"\x6a\x83", b"\x69\x82"
_NOT_AUTHENTIC = b"\x63\x00"
CRYPTOGRAM = bytes(range(8))
"""What the simulated card takes from EXTERNAL AUTHENTICATE: an invented one, real ones are the province's secret."""
_UNKNOWN, _WRONG_MODE = b"\x6d\x00", b"\x6a\x86"
_KEPT_BACK_BY_3_00 = frozenset({"number", "person_number", "name", "sex", "ethnicity", "birth"})
FAULTS = {
    "more": "answers come in two parts (61xx)",
    "other_length": "answers want to be asked for with their length (6Cxx)",
    "nonsense": "records do not hold what was asked for",
    "remove": "the card is pulled out instead of the next answer",
    "late": "the answer takes 0.3 s",
}


@dataclass
class Chip:
    """``fields``: as :class:`devices.events.SocialCard` names them, text; dates ``YYYYMMDD``, ``id_code`` hexadecimal.
    ``by_record``: answers only to record numbers (mode 4), as some cities' cards do."""

    fields: Mapping[str, str] = field(repr=False)
    by_record: bool = False
    plan: FaultPlan = field(default_factory=lambda: FaultPlan(FAULTS))
    """Counted in commands for ``remove`` and ``late``, in records for the others."""
    authenticated: bool = False
    commands: int = 0
    instructions: set[int] = field(default_factory=set)
    """Every instruction that was ever sent, so that a test sees what never was."""
    pins: int = 0
    """Commands that would have presented a PIN: must stay 0."""
    _file: int = 0
    _waiting: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for a field no card has."""
        refuse_unknown(self.fields, *CARD_FILE, *PERSON_FILE)

    def answer(self, command: bytes) -> bytes | None:
        """``None``: the card has been pulled out."""
        self.commands += 1
        self.instructions.add(command[1])
        if self.plan.strikes("remove"):
            return None
        match command[1]:
            case 0xA4:
                return self._select(command)
            case 0xB2:
                return self._read_record(command)
            case 0xC0:
                return self._waiting + _OK
            case 0x82:
                self.authenticated = command[5:13] == CRYPTOGRAM
                return _OK if self.authenticated else _NOT_AUTHENTIC
            case 0x20 | 0x21 | 0x24 | 0x2C:
                self.pins += 1
                return b"\x63\xc2"
        return _UNKNOWN

    def _select(self, command: bytes) -> bytes:
        name = command[5:]
        if command[2] == 0x04:
            return _OK if name == AID else _NO_FILE
        self._file = int.from_bytes(name, "big")
        return _OK if self._file in FILES else _NO_FILE

    def _read_record(self, command: bytes) -> bytes:
        number, mode, length = command[2], command[3], command[4]
        items = FILES.get(self._file, {})
        if (mode == 0x04) != self.by_record:
            return _WRONG_MODE
        tag = number + 7 if self.by_record and self._file == 0xEF06 else number
        name = next((name for name, known in items.items() if known == tag), None)
        if name is None:
            return _NO_RECORD
        if self.fields.get("version") == "3.00" and not self.authenticated and name in _KEPT_BACK_BY_3_00:
            return _KEPT_BACK
        return self._spoilt(bytes((tag, len(self._value(name)))) + self._value(name), length)

    def _spoilt(self, data: bytes, length: int) -> bytes:
        if self.plan.strikes("nonsense"):
            return b"\xff" + data[1:] + _OK
        if self.plan.strikes("more"):
            self._waiting = data
            return bytes((0x61, len(data)))
        if length != len(data) and self.plan.strikes("other_length"):
            return bytes((0x6C, len(data)))
        return data + _OK

    def _value(self, name: str) -> bytes:
        words = self.fields.get(name, "")
        if name in ("id_code", "issued", "valid_to", "birth", "ethnicity"):
            return bytes.fromhex(words)
        return words.encode("gbk").ljust(30, b"\0") if name == "name" else words.encode("ascii")
