"""A vendor's photo decoder in a process of its own: ``python -m devices.id_card_reader.photo_child LIBRARY``.

Started by :mod:`devices.id_card_reader.photo_decoder` only. Says ``{"ready"}`` or ``{"refused": why}``; each frame of
the parent is a photo of 1024 bytes and is answered with a PNG, or with nothing in the body for no picture.
"""

import ctypes
import io
import sys
from collections.abc import Callable

from PIL import Image

from devices.isolated_child import ChildLine
from devices.pipe_frames import Frame

ABI = 1
WIDTH, HEIGHT = 102, 126
"""``docs/photo_decoder.h``."""


class NoDecoder(Exception):
    """The library is missing, or not what ``docs/photo_decoder.h`` describes."""


def load(library: str) -> Callable[[bytes], bytes]:
    """What turns a photo into a PNG, ``b""`` for no picture. Raises :class:`NoDecoder`."""
    try:
        functions = ctypes.CDLL(library)
        abi = int(functions.onewindow_photo_abi())
        decode = functions.onewindow_photo_decode
    except (OSError, AttributeError) as error:
        raise NoDecoder(type(error).__name__) from error
    if abi != ABI:
        raise NoDecoder(f"ABI {abi}")
    decode.argtypes = (ctypes.c_char_p, ctypes.c_char_p)

    def portrait(photo: bytes) -> bytes:
        pixels = ctypes.create_string_buffer(WIDTH * HEIGHT * 3)
        return b"" if decode(photo, pixels) else _png(pixels.raw)

    return portrait


def _png(pixels: bytes) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (WIDTH, HEIGHT), pixels, "raw", "BGR").save(out, "PNG")
    return out.getvalue()


def main() -> None:
    line = ChildLine()
    try:
        portrait = load(sys.argv[1])
    except NoDecoder as error:
        line.tell(Frame({"refused": str(error)}))
        return
    line.tell(Frame({"ready": True}))
    while (asked := line.next()) is not None:
        line.tell(Frame({}, portrait(asked.body)))


if __name__ == "__main__":
    main()
