"""Small pictures of pages, so that a department can begin to look while the pages still travel."""

import io
import logging
import zipfile
from collections.abc import Iterable

from offline_queue.pdf_first_page import first_page

_log = logging.getLogger(__name__)
LONGEST_SIDE = 640
"""Pixels: large print can be read, small print guessed at. About 12 KB a page."""
_QUALITY = 35


def preview_of(data: bytes, media_type: str) -> bytes:
    """A grey JPEG of the page, of a PDF's first; empty for what cannot be drawn."""
    try:
        return _small(first_page(data) if media_type == "application/pdf" else data)
    except Exception as error:  # noqa: BLE001 - whatever a damaged picture does to the decoder: its page is kept already
        _log.debug("a page without a preview: %s", type(error).__name__)
        return b""


def _small(data: bytes) -> bytes:
    # Imported here: a visit pays for it with its first page, not with its start.
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "PPM")) as picture:
        # A JPEG is decoded small at once: a tenth of the time.
        picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
        grey = picture.convert("L")
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = io.BytesIO()
    grey.save(small, "JPEG", quality=_QUALITY)
    return small.getvalue()


def preview_set(previews: Iterable[tuple[str, bytes]]) -> bytes:
    """Of plain digests and pictures: the content of a ``previews`` object; a page captured twice is in it once."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for plain_digest, preview in dict(previews).items():
            archive.writestr(zipfile.ZipInfo(f"{plain_digest}.jpg"), preview)
    return packed.getvalue()


class PreviewShelf:
    """Previews of pages that are not handed in yet: in the memory of the process that captured them, nowhere else."""

    def __init__(self) -> None:
        self._previews: dict[str, tuple[str, bytes]] = {}

    def lay(self, sealed_digest: str, plain_digest: str, preview: bytes) -> None:
        if preview:
            self._previews[sealed_digest] = (plain_digest, preview)

    def drop(self, sealed_digests: Iterable[str]) -> None:
        for digest in sealed_digests:
            self._previews.pop(digest, None)

    def set_of(self, sealed_digests: Iterable[str]) -> bytes:
        """Empty when there is none of any."""
        found = [self._previews[digest] for digest in sealed_digests if digest in self._previews]
        return preview_set(found) if found else b""
