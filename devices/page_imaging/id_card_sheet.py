"""Both sides of an identity card on one sheet of A4, in true size, with what the copy is for written across them."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from assets.typefaces import Typeface
from devices.page_imaging.card_finder import CARD_MM, card_side, cards_in
from devices.page_imaging.edits import cropped_to_paper
from devices.page_imaging.header import read_header
from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import Picture, decode, encode_jpeg

DPI = 300
_A4 = (2480, 3508)
_CARD = (round(CARD_MM[0] / 25.4 * DPI), round(CARD_MM[1] / 25.4 * DPI))
_TOPS = (700, 1700)
_MARK_SIZE = 44
_MARK_DEGREES = 28
_MARK_INK = (90, 90, 90, 105)
_MARK_GAP = (90, 190)


def id_card_sheet(pages: Sequence[bytes], purpose: str) -> bytes | None:
    """A colour JPEG of A4 at 300 dpi, the side with the photograph above where it can be told, else in their order.
    ``purpose`` is written across both: 仅供办理…使用，他用无效. Two pages show a side each, one page shows both.

    A card on a larger ground is cut out and set straight. ``None``: not exactly two cards were found on the one page.
    Raises ``ReadFailed`` as ``picture.decode``, ``FileNotFoundError`` without a CJK typeface, ``ValueError`` without a
    purpose."""
    if not purpose.strip():
        raise ValueError("a copy of a card needs its purpose")
    cards = _both(pages[0]) if len(pages) == 1 else tuple(_one(page) for page in pages)
    if len(cards) != 2:
        return None
    if (card_side(cards[0]), card_side(cards[1])) == ("emblem", "portrait"):
        cards = cards[::-1]
    sheet = np.full((_A4[1], _A4[0], 3), 255, np.uint8)
    left = (_A4[0] - _CARD[0]) // 2
    mark = _watermark(purpose.strip(), (_CARD[0] + 240, _CARD[1] + 160))
    for card, top in zip(cards, _TOPS, strict=True):
        sheet[top : top + _CARD[1], left : left + _CARD[0]] = card
        _written_across(sheet, mark, (left - 120, top - 80))
    return encode_jpeg(sheet, DPI)


def _both(page: bytes) -> tuple[Picture, ...]:
    return tuple(_in_size(card) for card in cards_in(decode(page), read_header(page).dpi))


def _one(page: bytes) -> Picture:
    """Where no card stands out, the paper of the picture is taken for it, in its proportions."""
    picture = decode(page)
    found = cards_in(picture, read_header(page).dpi)
    return _in_size(found[0]) if len(found) == 1 else _fitted(cropped_to_paper(picture))


def _in_size(card: Picture) -> Picture:
    cv2 = load_cv2()
    interpolation = cv2.INTER_AREA if card.shape[1] > _CARD[0] else cv2.INTER_CUBIC
    made: Picture = cv2.resize(card, _CARD, interpolation=interpolation)
    return made


def _fitted(card: Picture) -> Picture:
    cv2 = load_cv2()
    if card.shape[0] > card.shape[1]:
        card = np.ascontiguousarray(np.rot90(card))
    scale = min(_CARD[0] / card.shape[1], _CARD[1] / card.shape[0])
    size = (max(1, round(card.shape[1] * scale)), max(1, round(card.shape[0] * scale)))
    fitted = cv2.resize(card, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    place = np.full((_CARD[1], _CARD[0], 3), 255, np.uint8)
    top, left = (_CARD[1] - size[1]) // 2, (_CARD[0] - size[0]) // 2
    place[top : top + size[1], left : left + size[0]] = fitted
    return place


def _watermark(purpose: str, size: tuple[int, int]) -> Image.Image:
    """Rows of the words, leaning, each row begun elsewhere, so that no part of the card is free of them."""
    letters = Typeface("Noto Sans Mono CJK SC").sized(_MARK_SIZE)
    reach = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + _MARK_SIZE
    tile = Image.new("RGBA", (reach, reach), (0, 0, 0, 0))
    draw = ImageDraw.Draw(tile)
    across = max(1, round(letters.length(purpose))) + _MARK_GAP[0]
    for row, top in enumerate(range(0, reach, _MARK_GAP[1])):
        for left in range(-across * (row % 2) // 2, reach, across):
            letters.draw(draw, (left, top + letters.ascent), purpose, _MARK_INK)
    turned = tile.rotate(_MARK_DEGREES, Image.Resampling.BICUBIC)
    left, top = (reach - size[0]) // 2, (reach - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def _written_across(sheet: Picture, mark: Image.Image, at: tuple[int, int]) -> None:
    ink = np.asarray(mark).astype(np.float32)
    part = sheet[at[1] : at[1] + mark.height, at[0] : at[0] + mark.width]
    opacity = ink[:, :, 3:] / 255
    part[:] = (part * (1 - opacity) + ink[:, :, 2::-1] * opacity).astype(np.uint8)
