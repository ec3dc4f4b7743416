"""Draws one PDF: ``python -m devices.document_scanner.pdf_child``, started by ``pdf_pages`` only.

Tells ``{"ready"}``, takes one frame ``{dpi, colour}`` with the document, tells ``{"page"}`` with an image each and
``{"end"}``, or ``{"error": reason}``. It may use 1.5 GiB.
"""

import importlib
import io
import resource
from collections.abc import Iterator
from typing import Any

from PIL import Image

from devices.isolated_child import ChildLine
from devices.pipe_frames import Frame

MAX_PAGES = 200
MAX_SIDE = 6000
"""Pixels; a page that would be larger is drawn at a lower resolution."""
_MEMORY = 1536 << 20
_POINTS_PER_INCH = 72
_JPEG_QUALITY = 90


def draw(pdfium: Any, data: bytes, dpi: int, colour: str) -> Iterator[bytes]:
    """Images of the pages. Raises ``PdfiumError`` for a damaged or locked document, ``ValueError`` if too long."""
    document = pdfium.PdfDocument(data)
    if len(document) > MAX_PAGES:
        raise ValueError(f"over {MAX_PAGES} pages")
    for page in document:
        longest = max(page.get_size())
        used = max(1, min(dpi, int(MAX_SIDE * _POINTS_PER_INCH / max(longest, 1))))
        drawn = page.render(scale=used / _POINTS_PER_INCH, grayscale=colour != "colour", may_draw_forms=False)
        yield _encoded(drawn.to_pil(), used, colour)
        page.close()


def _encoded(image: Image.Image, dpi: int, colour: str) -> bytes:
    out = io.BytesIO()
    if colour == "bilevel":
        image.convert("1", dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi))
    else:
        image.convert("RGB" if colour == "colour" else "L").save(out, "JPEG", quality=_JPEG_QUALITY, dpi=(dpi, dpi))
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
