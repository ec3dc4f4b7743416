"""The codes in a picture: zxing-cpp first, zbar for what it does not find, OpenCV last.

Bytes are told, never text: the libraries guess the encoding of Chinese wrongly (mchehab/zbar#212; zxing-cpp and OpenCV
take GB 18030 for Latin-1). :func:`devices.qr_scanner.payload_codec.text_of` reads the bytes.
"""

import io
import logging
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image, UnidentifiedImageError

from devices.page_imaging.open_cv import load_cv2
from devices.qr_scanner.payload_codec import Payload, unreadable

MAX_PIXELS = 60_000_000

_log = logging.getLogger(__name__)


def decode_codes(image: bytes) -> tuple[bytes, ...]:
    """``image``: PNG or JPEG. Raises :class:`devices.errors.ReadFailed` if it is no picture or too large."""
    return tuple(payload.data for payload in codes_in(_grey(image)))


def codes_in(grey: Any, *, thorough: bool = True) -> tuple[Payload, ...]:
    """``grey``: an array of one byte a pixel, rows by columns. Not ``thorough``: zxing-cpp's opinion only, which takes
    a tenth of the time of all three."""
    found = tuple(
        Payload(code.bytes, aim_id=code.symbology_identifier.removeprefix("]"))
        for code in zxingcpp.read_barcodes(grey)
        if code.valid
    )
    if found or not thorough:
        return found
    return _second_opinion(grey) or _third_opinion(grey)


def _grey(image: bytes) -> Any:
    try:
        with Image.open(io.BytesIO(image), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise unreadable("picture too large")
            return np.asarray(picture.convert("L"))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise unreadable("no picture") from None


def _second_opinion(grey: Any) -> tuple[Payload, ...]:
    try:
        # The shared library of zbar is a system package that a station may lack.
        from devices.qr_scanner.zbar_binary import decode_grey
    except ImportError as error:
        _log.info("zbar is not installed: %s", error.name)
        return ()
    return decode_grey(grey.tobytes(), grey.shape[1], grey.shape[0])


def _third_opinion(grey: Any) -> tuple[Payload, ...]:
    """QR codes only, one of them."""
    cv2 = load_cv2()
    try:
        told, _, _ = cv2.QRCodeDetector().detectAndDecodeBytes(grey)
    except cv2.error:
        # OpenCV raises for shapes that turn out to be no code.
        return ()
    return (Payload(_exact(bytes(told)), aim_id="Q1"),) if told else ()


def _exact(told: bytes) -> bytes:
    """OpenCV hands out bytes that are no UTF-8 as if they were Latin-1, in UTF-8."""
    try:
        return told.decode("utf-8").encode("latin-1")
    except UnicodeError:
        return told
