"""A page as pixels and back: decoded once, worked on, encoded once.

A picture is ``uint8``: ``height x width`` for grey, ``height x width x 3`` for colour, blue first as OpenCV has it.
"""

import io
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from devices.page_imaging.header import read_header, unreadable
from devices.page_imaging.open_cv import load_cv2

Picture: TypeAlias = NDArray[np.uint8]
Colour: TypeAlias = Literal["colour", "grey", "bilevel"]
PAGE_QUALITY = 90
ANALYSED_LONG_SIDE = 1754
"""A4 at 150 dpi: the strokes of 8-point text still stand apart."""
_NEAR = 0.8
_JFIF_OF_OPENCV = 20


def decode(data: bytes) -> Picture:
    """All pixels of a JPEG or PNG. Raises ``ReadFailed``: ``PAGE_UNREADABLE``, ``PAGE_TOO_LARGE``."""
    read_header(data)
    return _decoded(data, load_cv2().IMREAD_COLOR)


def decode_grey_for_analysis(data: bytes) -> Picture:
    """Grey, its long side about :data:`ANALYSED_LONG_SIDE`, never enlarged. Raises as :func:`decode`."""
    header = read_header(data)
    cv2 = load_cv2()
    flags = {8: cv2.IMREAD_REDUCED_GRAYSCALE_8, 4: cv2.IMREAD_REDUCED_GRAYSCALE_4, 2: cv2.IMREAD_REDUCED_GRAYSCALE_2}
    long_side = max(header.width, header.height)
    factor = next((factor for factor in (8, 4, 2) if long_side / factor >= _NEAR * ANALYSED_LONG_SIDE), 1)
    return reduced(_decoded(data, flags.get(factor, cv2.IMREAD_GRAYSCALE)), ANALYSED_LONG_SIDE)


def reduced(picture: Picture, long_side: int) -> Picture:
    """The picture, no longer than ``long_side``; the same one if it is not."""
    scale = long_side / max(picture.shape[:2])
    if scale >= 1:
        return picture
    cv2 = load_cv2()
    smaller: Picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return smaller


def grey_of(picture: Picture) -> Picture:
    if picture.ndim == 2:
        return picture
    cv2 = load_cv2()
    grey: Picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return grey


def encode_jpeg(picture: Picture, dpi: int, quality: int = PAGE_QUALITY) -> bytes:
    """JFIF with the resolution: OpenCV always writes 'no unit', so its head is replaced. ``dpi`` 0: unknown."""
    cv2 = load_cv2()
    encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
    unit, density = (b"\x01", dpi.to_bytes(2, "big")) if 0 < dpi < 1 << 16 else (b"\x00", b"\x00\x01")
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + unit + density * 2 + b"\x00\x00"
    return head + bytes(encoded[_JFIF_OF_OPENCV:])


def encode_bilevel_png(picture: Picture, dpi: int) -> bytes:
    """One bit a pixel; ``picture`` holds 0 and 255 only."""
    out = io.BytesIO()
    told = {"dpi": (dpi, dpi)} if dpi else {}
    Image.fromarray(picture).convert("1", dither=Image.Dither.NONE).save(out, "PNG", **told)
    return out.getvalue()


def _decoded(data: bytes, flag: Any) -> Picture:
    picture: Picture | None = load_cv2().imdecode(np.frombuffer(data, np.uint8), flag)
    if picture is None:
        raise unreadable("decoder refused")
    return picture
