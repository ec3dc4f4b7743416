"""Draws one PDF: ``python -m devices.document_scanner.pdf_child``, started by ``pdf_pages`` only.

Tells ``{"ready"}``, takes one frame ``{dpi, colour}`` with the document, tells ``{"page"}`` with an image each and
``{"end"}``, or ``{"error": reason}``. It may use 1.5 GiB.
"""

import importlib
import io
import math
import resource
from collections.abc import Iterator
from typing import Any

from PIL import Image

from devices.isolated_child import ChildLine
from devices.pipe_frames import Frame

MAX_PAGES = 200
MAX_SIDE = 6000
MAX_PIXELS = 26_000_000
"""A side, and all of a page (A4 at 430 dpi); one that would be larger is drawn at a lower resolution."""
_MEMORY = 1536 << 20
_POINTS_PER_INCH = 72
_JPEG_QUALITY = 90


def draw(pdfium: Any, data: bytes, dpi: int, colour: str) -> Iterator[bytes]:
    """Images of the pages. Raises ``PdfiumError`` for a damaged or locked document, ``ValueError`` if too long."""
    document = pdfium.PdfDocument(data)
    if len(document) > MAX_PAGES:
        raise ValueError(f"over {MAX_PAGES} pages")
    for page in document:
        width, height = page.get_size()
        scale = scale_of(width, height, dpi)
        drawn = page.render(scale=scale, grayscale=colour != "colour", may_draw_forms=False)
        yield _encoded(drawn.to_pil(), max(1, round(scale * _POINTS_PER_INCH)), colour)
        page.close()


def scale_of(width: float, height: float, dpi: int) -> float:
    """Pixels a point for a page of so many points; a page may claim to be kilometres high."""
    longest, area = max(width, height, 1.0), max(width * height, 1.0)
    return min(dpi / _POINTS_PER_INCH, MAX_SIDE / longest, math.sqrt(MAX_PIXELS / area))


def _encoded(image: Image.Image, dpi: int, colour: str) -> bytes:
    out = io.BytesIO()
    mode = "RGB" if colour == "colour" else "L"
    if colour == "bilevel":
        image.convert("1", dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi))
    else:
        plain = image if image.mode == mode else image.convert(mode)
        plain.save(out, "JPEG", quality=_JPEG_QUALITY, dpi=(dpi, dpi))
    return out.getvalue()


def main() -> None:
    line = ChildLine()
    try:
        pdfium: Any = importlib.import_module("pypdfium2")
    except ImportError as error:
        line.tell(Frame({"missing": error.name or "pypdfium2"}))
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    line.tell(Frame({"ready": True}))
    asked = line.next()
    if asked is None:
        return
    pages = 0
    try:
        for image in draw(pdfium, asked.body, int(asked.head["dpi"]), str(asked.head["colour"])):
            pages += 1
            line.tell(Frame({"page": pages}, image))
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        line.tell(Frame({"error": type(error).__name__}))
        return
    line.tell(Frame({"end": pages}))


if __name__ == "__main__":
    main()
