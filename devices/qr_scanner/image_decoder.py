"""The codes in a picture: zxing-cpp first, zbar for what it does not find.

Bytes are told, never text: both libraries guess the encoding of Chinese wrongly (mchehab/zbar#212; zxing-cpp
takes GB 18030 for Latin-1). :func:`devices.qr_scanner.payload_codec.text_of` reads the bytes.
"""

import io
import logging

import zxingcpp
from PIL import Image, UnidentifiedImageError

from devices.qr_scanner.payload_codec import unreadable

MAX_PIXELS = 60_000_000

_log = logging.getLogger(__name__)


def decode_codes(image: bytes) -> tuple[bytes, ...]:
    """``image``: PNG or JPEG. Raises :class:`devices.errors.ReadFailed` if it is no picture or too large."""
    grey = _grey(image)
    found = tuple(code.bytes for code in zxingcpp.read_barcodes(grey) if code.valid)
    return found or _second_opinion(grey)


def _grey(image: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(image), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise unreadable("picture too large")
            return picture.convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise unreadable("no picture") from None


def _second_opinion(grey: Image.Image) -> tuple[bytes, ...]:
    try:
        # The shared library of zbar is a system package that a station may lack.
        from devices.qr_scanner.zbar_binary import decode_grey
    except ImportError as error:
        _log.info("zbar is not installed: %s", error.name)
        return ()
    return decode_grey(grey.tobytes(), grey.width, grey.height)
