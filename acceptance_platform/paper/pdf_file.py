"""One drawn sheet as a PDF with room for a signature (ISO 32000-1 §12.8: the digest covers all but the signature)."""

import zlib
from collections.abc import Callable
from datetime import datetime

from PIL import Image

from acceptance_platform.paper.sheet import DPI

_ROOM = 8192
"""Bytes of the signature, at most."""
_HOLE = b"<" + b"0" * (2 * _ROOM) + b">"
_RANGE = b"[0 0000000000 0000000000 0000000000]"
_POINTS = 72


def signed_pdf(sheet: Image.Image, at: datetime, sign: Callable[[bytes], bytes]) -> bytes:
    """``sign``: a detached CMS signature (DER) of the bytes it is given. Raises ``ValueError`` when it has no room."""
    body, hole = _unsigned(sheet, at)
    parts = b"[0 %010d %010d %010d]" % (hole, hole + len(_HOLE), len(body) - hole - len(_HOLE))
    body = body.replace(_RANGE, parts, 1)
    signature = sign(body[:hole] + body[hole + len(_HOLE) :]).hex().encode()
    if len(signature) > 2 * _ROOM:
        message = "the signature is longer than its room"
        raise ValueError(message)
    return body[:hole] + b"<" + signature.ljust(2 * _ROOM, b"0") + b">" + body[hole + len(_HOLE) :]


def _unsigned(sheet: Image.Image, at: datetime) -> tuple[bytes, int]:
    """The file, and where the hole for the signature begins."""
    width, height = (round(side * _POINTS / DPI, 2) for side in sheet.size)
    pixels = zlib.compress(sheet.tobytes(), 9)
    content = f"q {width} 0 0 {height} 0 0 cm /Sheet Do Q".encode()
    image = (
        f"<< /Type /XObject /Subtype /Image /Width {sheet.width} /Height {sheet.height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(pixels)} >>"
    ).encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [6 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 5 0 R /Annots [6 0 R] "
        "/Resources << /XObject << /Sheet 4 0 R >> >> >>".encode(),
        _stream(image, pixels),
        _stream(f"<< /Length {len(content)} >>".encode(), content),
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (seal) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 7 0 R >>",
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M (D:"
        + f"{at:%Y%m%d%H%M%S}".encode() + b"Z) /ByteRange " + _RANGE + b" /Contents " + _HOLE + b" >>",
    )  # fmt: skip
    body = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(body), body.rindex(_HOLE)


def _stream(dictionary: bytes, data: bytes) -> bytes:
    return dictionary + b"\nstream\n" + data + b"\nendstream"
