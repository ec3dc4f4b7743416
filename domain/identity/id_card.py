"""What an identity card's chip says, whichever reader read it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

CardKind = Literal["resident", "hmt_permit", "foreigner_2017", "foreigner_2023"]


@dataclass(frozen=True, slots=True)
class IdCard:
    """Personal data: ``repr`` shows the kind only, so that no log or traceback can hold it."""

    kind: CardKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    sex: Literal["0", "1", "2", "9"] = field(repr=False)
    """GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 unspecified."""
    birth: date = field(repr=False)
    valid_from: date | None = field(repr=False)
    valid_to: date | None = field(repr=False)
    """``None``: 长期, without end."""
    ethnicity: str = field(repr=False, default="")
    """Code of GB/T 3304, empty where the card has none."""
    address: str = field(repr=False, default="")
    issuer: str = field(repr=False, default="")
    english_name: str = field(repr=False, default="")
    nationality: str = field(repr=False, default="")
    pass_number: str = field(repr=False, default="")
    photo: bytes | None = field(repr=False, default=None)
    """Raw WLT, 1024 bytes; only a vendor's decoder can show it. Never stored."""
    portrait: bytes | None = field(repr=False, default=None)
    """The photo as a PNG, where the station has such a decoder. Never stored."""
