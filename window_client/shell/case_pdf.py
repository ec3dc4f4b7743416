"""The pages of a case as a PDF (ISO 32000-1) that holds their pictures as they are, not encoded anew."""

import io
import struct
from collections.abc import Sequence

from PIL import Image

from devices.page_imaging.header import read_header

_POINTS = 72
_USUAL_DPI = 300
_GREY_OR_COLOUR = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3)}


def case_pdf(pages: Sequence[bytes]) -> bytes:
    """Each page in its true size. Raises ``ReadFailed`` for what is neither JPEG nor PNG."""
    objects: list[bytes] = [b"", b""]
    kids: list[str] = []
    for data in pages:
        width, height, picture = _picture(data)
        dpi = read_header(data).dpi or _USUAL_DPI
        w, h = width * _POINTS / dpi, height * _POINTS / dpi
        drawing = f"q {w:.2f} 0 0 {h:.2f} 0 0 cm /P Do Q".encode()
        at = len(objects) + 1
        objects += [picture, _stream("", drawing)]
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w:.2f} {h:.2f}]"
            f"/Resources<</XObject<</P {at} 0 R>>>>/Contents {at + 1} 0 R>>".encode()
        )
        kids.append(f"{at + 2} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _picture(data: bytes) -> tuple[int, int, bytes]:
    header = read_header(data)
    about = f"/Type/XObject/Subtype/Image/Width {header.width}/Height {header.height}"
    if header.media_type == "image/png":
        return header.width, header.height, _png(data, about)
    with Image.open(io.BytesIO(data)) as picture:
        space = {"L": "/DeviceGray", "CMYK": "/DeviceCMYK"}.get(picture.mode, "/DeviceRGB")
    return header.width, header.height, _stream(f"{about}/ColorSpace{space}/BitsPerComponent 8/Filter/DCTDecode", data)


def _png(data: bytes, about: str) -> bytes:
    """The compressed rows as they stand in the file, where PDF knows their kind; else as they look."""
    width, _, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if kind in _GREY_OR_COLOUR and bits <= 8 and not interlaced:
        space, colours = _GREY_OR_COLOUR[kind]
        rows = f"/DecodeParms<</Predictor 15/Colors {colours}/BitsPerComponent {bits}/Columns {width}>>"
        words = f"{about}/ColorSpace{space}/BitsPerComponent {bits}/Filter/FlateDecode{rows}"
        return _stream(words, _idat(data))
    with Image.open(io.BytesIO(data)) as picture:
        flat = picture.convert("RGBA")
        white = Image.new("RGBA", flat.size, "white")
        encoded = io.BytesIO()
        Image.alpha_composite(white, flat).convert("RGB").save(encoded, "JPEG", quality=90)
    return _stream(f"{about}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", encoded.getvalue())


def _idat(data: bytes) -> bytes:
    found, at = bytearray(), 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            found += data[at + 8 : at + 8 + length]
        at += length + 12
    return bytes(found)


def _stream(words: str, data: bytes) -> bytes:
    return f"<<{words}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"
