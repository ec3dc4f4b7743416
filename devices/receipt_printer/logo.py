"""A hall's emblem for the top of its receipts."""

from pathlib import Path

from PIL import Image, ImageOps

from devices.receipt_printer.profile import PrinterProfile
from devices.receipt_printer.raster import raster

_SHARE_OF_LINE = 0.6
_HIGHEST = 160
_MOST_PIXELS = 20_000_000
_GAP = b"\x1bJ\x10"


def logo(file: Path, profile: PrinterProfile) -> bytes:
    """A picture in the middle of the line, at most 0.6 of it wide and 160 dots high, in black dots; what is transparent
    stays paper. Raises ``ValueError`` for a file that is no picture or has more than 20 million pixels."""
    try:
        with Image.open(file) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ValueError(f"logo of {picture.width}x{picture.height}")
            seen = picture.convert("RGBA")
    except OSError as error:
        raise ValueError(f"no logo: {type(error).__name__}") from None
    on_paper = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("L")
    fitting = ImageOps.contain(on_paper, (int(profile.dots * _SHARE_OF_LINE), _HIGHEST))
    return raster(ImageOps.invert(fitting).convert("1"), profile.dots) + _GAP
