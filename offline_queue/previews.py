"""Small pictures of pages, so that a department can begin to look while the pages still travel."""

import io
import logging
import threading
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from domain.contract.submission import looks_like
from offline_queue.pdf_first_page import first_page

_log = logging.getLogger(__name__)
LONGEST_SIDE = 640
"""Pixels: large print can be read, small print guessed at. About 12 KB a page."""
_QUALITY = 35
_DRAWN_AT_ONCE = 2
_MOST_BEGUN = 16
"""Pages that may be in memory for their preview's sake."""
Draw = Callable[[bytes, str], bytes]
"""``(page, media type)``; empty for what cannot be drawn. Raises nothing."""


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
    """Previews of pages that are not handed in yet: in the memory of the process that captured them, nowhere else.

    Drawn while whoever captured the page goes on: a preview takes several times as long as keeping its page, that of a
    PDF a process of its own.
    """

    def __init__(self, draw: Draw = preview_of, patience_seconds: float = 3.0) -> None:
        """``patience_seconds``: how long a hand-in waits for what is not drawn yet; then it goes without."""
        self._draw = draw
        self._patience = patience_seconds
        self._artists = ThreadPoolExecutor(_DRAWN_AT_ONCE, "preview")
        self._room = threading.Semaphore(_MOST_BEGUN)
        self._previews: dict[str, tuple[str, Future[bytes]]] = {}

    def begin(self, sealed_digest: str, plain_digest: str, data: bytes, media_type: str) -> None:
        """Waits while too many are begun. Nothing is begun for what is not of its media type."""
        if not looks_like(data, media_type):
            return
        self._room.acquire()
        drawing = self._artists.submit(self._draw, data, media_type)
        drawing.add_done_callback(lambda _: self._room.release())
        self._previews[sealed_digest] = (plain_digest, drawing)

    def drop(self, sealed_digests: Iterable[str]) -> None:
        for digest in sealed_digests:
            if (one := self._previews.pop(digest, None)) is not None:
                one[1].cancel()

    def set_of(self, sealed_digests: Iterable[str]) -> bytes:
        """Empty when there is none of any."""
        asked = [self._previews[digest] for digest in sealed_digests if digest in self._previews]
        drawn, _ = wait([drawing for _, drawing in asked], self._patience)
        found = [(plain, preview) for plain, drawing in asked if drawing in drawn and (preview := drawing.result())]
        return preview_set(found) if found else b""

    def close(self) -> None:
        """What is not begun yet is not drawn any more."""
        self.drop(tuple(self._previews))
