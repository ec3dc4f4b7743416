"""What printers can do, as data: a new model is one entry."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Charset: TypeAlias = Literal["ascii", "gb2312", "gbk", "gb18030"]


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    name: str
    columns: int
    """Half-width characters of font A in a line; a Han character takes two."""
    dots: int
    """Printable dots in a line."""
    native_qr: bool = True
    """Understands ``GS ( k``."""
    native_code128: bool = True
    """Understands ``GS k 73``."""
    charset: Charset = "gbk"
    """What the printer's own font holds; a line with any other character goes out as a picture. Most print garbage for
    the four-byte area of ``gb18030`` (rare characters of names); ``ascii`` is a printer without a Chinese font."""
    cut: bytes = b"\x1dV\x42\x00"
    """Feed to the knife and cut; a printer without a knife only feeds."""


_80_MM = PrinterProfile("generic-80", columns=48, dots=576)
_58_MM = PrinterProfile("generic-58", columns=32, dots=384, cut=b"\x1bd\x03\x1dV\x42\x00")
_TO_THE_TEAR_BAR = b"\x1bd\x05"
_PROFILES = (
    _80_MM,
    _58_MM,
    # Codes as pictures, for printers that know none.
    replace(_80_MM, name="simple-80", native_qr=False, native_code128=False),
    replace(_58_MM, name="simple-58", native_qr=False, native_code128=False),
    # Torn off by hand.
    replace(_80_MM, name="no-knife-80", cut=_TO_THE_TEAR_BAR),
    replace(_58_MM, name="no-knife-58", cut=_TO_THE_TEAR_BAR),
    # What the manual says of the Chinese font.
    replace(_80_MM, name="gb2312-80", charset="gb2312"),
    replace(_58_MM, name="gb2312-58", charset="gb2312"),
    replace(_80_MM, name="gb18030-80", charset="gb18030"),
    # No Chinese font: everything but ASCII is drawn here.
    replace(_80_MM, name="drawn-80", charset="ascii"),
    replace(_58_MM, name="drawn-58", charset="ascii"),
    # Epson TM-T88 series: 180 dots to the inch on 80 mm paper.
    replace(_80_MM, name="epson-tm-t88", columns=42, dots=512),
)
NAMES = tuple(profile.name for profile in _PROFILES)


def profile_named(name: str) -> PrinterProfile:
    """Raises ``ValueError`` with the names there are."""
    for profile in _PROFILES:
        if profile.name == name:
            return profile
    raise ValueError(f"profile {name}; there are {' '.join(NAMES)}")
