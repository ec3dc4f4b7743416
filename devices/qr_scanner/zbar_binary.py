"""zbar through pyzbar's bindings, with the exact bytes of a QR code.

``pyzbar.decode`` lets zbar guess the encoding of a text, which spoils Chinese; zbar 0.23.1 and newer
can be told to hand out the bytes (ZBAR_CFG_BINARY), and pyzbar has no way to say so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char_p, c_void_p, cast, string_at
from typing import Any

from pyzbar import wrapper

from devices.qr_scanner.payload_codec import Payload

_QR_CODE = 64
_CFG_BINARY = 4
_AIM_IDS = {8: "E4", 9: "E0", 12: "E0", 13: "E0", 25: "I0", 34: "e0", 35: "e0", 38: "F0", 39: "A0", 57: "L0", 64: "Q1",
            93: "G0", 128: "C0"}  # fmt: skip
"""Of zbar's numbers for kinds of codes; others, such as the add-ons of EAN, are parts and no codes."""
_GREY = int.from_bytes(b"Y800", "little")


def decode_grey(pixels: bytes, width: int, height: int) -> tuple[Payload, ...]:
    """The codes in a picture of one byte a pixel."""
    with _scanner() as scanner, _image() as image:
        wrapper.zbar_image_scanner_set_config(scanner, _QR_CODE, _CFG_BINARY, 1)
        wrapper.zbar_image_set_format(image, _GREY)
        wrapper.zbar_image_set_size(image, width, height)
        wrapper.zbar_image_set_data(image, cast(c_char_p(pixels), c_void_p), len(pixels), None)
        if wrapper.zbar_scan_image(scanner, image) <= 0:
            return ()
        return tuple(_payloads(image))


def _payloads(image: Any) -> Iterator[Payload]:
    symbol = wrapper.zbar_image_first_symbol(image)
    while symbol:
        if (aim_id := _AIM_IDS.get(symbol.contents.type)) is not None:
            data = string_at(wrapper.zbar_symbol_get_data(symbol), wrapper.zbar_symbol_get_data_length(symbol))
            yield Payload(data, aim_id=aim_id)
        symbol = wrapper.zbar_symbol_next(symbol)


@contextmanager
def _scanner() -> Iterator[Any]:
    scanner = wrapper.zbar_image_scanner_create()
    try:
        yield scanner
    finally:
        wrapper.zbar_image_scanner_destroy(scanner)


@contextmanager
def _image() -> Iterator[Any]:
    image = wrapper.zbar_image_create()
    try:
        yield image
    finally:
        wrapper.zbar_image_destroy(image)
