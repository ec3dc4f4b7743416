"""What is seen of a page the moment it comes in, and what is made of it when it is handed in. Any thread."""

from dataclasses import dataclass, field
from importlib import import_module

from devices.errors import ReadFailed
from devices.page_imaging.edits import Crop, Edit, Recolour, Straighten, Turn, edited
from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.orientation import turns_to_upright
from devices.page_imaging.picture import decode_grey_for_analysis
from devices.page_imaging.preview import preview
from devices.page_imaging.skew import skew_degrees
from devices.qr_scanner.image_decoder import codes_in
from devices.qr_scanner.payload_codec import text_of
from window_client.draft.pages import WHOLE, Page

THUMBNAIL_WIDTH = 150
_CODE_WIDTH = 1240
"""A4 at 150 dpi: a code of 15 mm is still read."""
_LEAN = 0.7
"""Degrees below which no eye sees it, and the scanner's own bytes are worth more."""


@dataclass(frozen=True, slots=True)
class Look:
    turn: int
    """Quarters clockwise that put it upright, where the page tells."""
    leans: bool
    codes: tuple[str, ...] = field(repr=False)
    thumbnail: bytes = field(repr=False)
    """JPEG; empty when the page could not be read."""


def load_lookers() -> None:
    """What looks at pages takes a third of a second to load, and holds every thread meanwhile."""
    load_cv2()
    import_module("numpy.ma")  # numpy loads it at the first median


def look_at(data: bytes, *, blank: bool) -> Look:
    """A page that cannot be read is kept all the same: the clerk sees it and decides."""
    try:
        small = preview(data, _CODE_WIDTH)
        thumbnail = preview(small, THUMBNAIL_WIDTH)
        if blank:
            return Look(0, leans=False, codes=(), thumbnail=thumbnail)
        grey = decode_grey_for_analysis(small)
        lean = skew_degrees(grey)
        turn = turns_to_upright(grey) or 0
        codes = tuple(text_of(payload) for payload in codes_in(grey, thorough=False))
    except ReadFailed:
        return Look(0, leans=False, codes=(), thumbnail=b"")
    return Look(turn, leans=lean is not None and abs(lean) >= _LEAN, codes=codes, thumbnail=thumbnail)


def as_handed_in(page: Page, data: bytes) -> bytes:
    """The scanner's own bytes where nothing was changed. Raises ``ReadFailed``."""
    return data if page.untouched else edited(data, edits_of(page))


def edits_of(page: Page) -> tuple[Edit, ...]:
    """In the order in which :class:`Page` means them."""
    edits: list[Edit] = []
    if page.turn:
        edits.append(Turn(page.turn))
    if page.straight:
        edits.append(Straighten())
    if page.box != WHOLE:
        edits.append(Crop(*page.box))
    if page.tone in ("grey", "bilevel", "colour"):
        edits.append(Recolour(page.tone))
    return tuple(edits)
