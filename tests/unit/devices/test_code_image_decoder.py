"""Pictures of codes, read by both libraries to the byte."""

import io
from collections.abc import Callable

import numpy as np
import pytest
import qrcode
from PIL import Image

from devices.errors import ReadFailed
from devices.qr_scanner.image_decoder import _third_opinion, decode_codes
from devices.qr_scanner.payload_codec import Payload, text_of
from devices.qr_scanner.zbar_binary import decode_grey

PAYLOADS = [
    b"OW1:01890000-0000-7000-8000-000000000000:ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "https://example.invalid/宁波".encode(),
    "宁波市".encode("gb18030"),
    "海曙区测试路一号".encode(),
]


def _picture(payload: bytes) -> Image.Image:
    code = qrcode.QRCode(box_size=6, border=4)
    code.add_data(payload, optimize=0)
    code.make()
    return code.make_image().get_image().convert("L")


def _zbar(picture: Image.Image) -> tuple[bytes, ...]:
    return tuple(code.data for code in decode_grey(picture.tobytes(), picture.width, picture.height))


def _opencv(picture: Image.Image) -> tuple[bytes, ...]:
    return tuple(code.data for code in _third_opinion(np.asarray(picture)))


def _both(picture: Image.Image) -> tuple[bytes, ...]:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return decode_codes(file.getvalue())


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("decode", [_both, _zbar, _opencv])
def test_exact_bytes(decode: Callable[[Image.Image], tuple[bytes, ...]], payload: bytes) -> None:
    assert decode(_picture(payload)) == (payload,)


def test_bytes_become_text() -> None:
    assert [text_of(Payload(data)) for data in _both(_picture(PAYLOADS[2]))] == ["宁波市"]


def test_picture_without_a_code() -> None:
    assert _both(Image.new("RGB", (300, 300), "white")) == ()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"no picture"])
def test_no_picture(data: bytes) -> None:
    with pytest.raises(ReadFailed):
        decode_codes(data)


def test_picture_that_would_fill_the_memory_is_refused_by_its_header() -> None:
    file = io.BytesIO()
    Image.new("1", (8000, 8000)).save(file, "PNG")
    with pytest.raises(ReadFailed):
        decode_codes(file.getvalue())
