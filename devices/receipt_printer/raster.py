"""Pictures as ESC/POS raster (``GS v 0``), safe from commands that happen to stand in the dots."""

import re

from PIL import Image

_BAND_ROWS = 240
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


def raster(picture: Image.Image, dots: int) -> bytes:
    """``picture``: mode ``1``, white 0, ink 1; set in the middle of ``dots``. In bands, for small buffers."""
    canvas = Image.new("1", (-(-dots // 8) * 8, picture.height), 0)
    canvas.paste(picture, ((dots - picture.width) // 2, 0))
    row = canvas.width // 8
    data = without_real_time_commands(canvas.tobytes())
    size = row * _BAND_ROWS
    return b"".join(_band(data[at : at + size], row) for at in range(0, len(data), size))


def without_real_time_commands(data: bytes) -> bytes:
    """Printers obey ``DLE EOT``, ``DLE ENQ`` and ``DLE DC4`` even inside a picture: one dot more breaks them."""
    return _REAL_TIME.sub(b"\x11", data)


def _band(data: bytes, row: int) -> bytes:
    return b"\x1dv0\x00" + row.to_bytes(2, "little") + (len(data) // row).to_bytes(2, "little") + data
