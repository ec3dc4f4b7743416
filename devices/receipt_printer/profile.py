"""What printers can do, as data."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    name: str
    columns: int
    """Half-width characters of font A in a line; a Han character takes two."""
    dots: int
    """Printable dots in a line, 8 to the millimetre."""
    native_qr: bool = True
    """Understands ``GS ( k``."""
    native_code128: bool = True
    """Understands ``GS k 73``."""
    four_byte: bool = False
    """Prints the four-byte area of GB18030 (rare characters of names); most print garbage."""
    cut: bytes = b"\x1dV\x42\x00"
    """Feed to the knife and cut; a printer without a knife only feeds."""


_GENERIC_80 = PrinterProfile("generic-80", columns=48, dots=576)
_GENERIC_58 = PrinterProfile("generic-58", columns=32, dots=384, cut=b"\x1bd\x03\x1dV\x42\x00")
_PROFILES = (
    _GENERIC_80,
    _GENERIC_58,
    replace(_GENERIC_80, name="simple-80", native_qr=False, native_code128=False),
    replace(_GENERIC_58, name="simple-58", native_qr=False, native_code128=False),
    replace(_GENERIC_80, name="gb18030-80", four_byte=True),
)


def profile_named(name: str) -> PrinterProfile:
    """Raises ``KeyError``."""
    return {profile.name: profile for profile in _PROFILES}[name]
