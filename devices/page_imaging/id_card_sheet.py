"""Both sides of an identity card on one sheet of A4, in true size, with what the copy is for written across them."""

from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

from devices.page_imaging.cjk_face import CjkFace
from devices.page_imaging.edits import cropped_to_paper
from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import Picture, decode, encode_jpeg

CardSide = Literal["portrait", "emblem"]
DPI = 300
_A4 = (2480, 3508)
_CARD = (1011, 638)
"""ID-1 of ISO/IEC 7810: 85.6 x 54.0 mm."""
_TOPS = (700, 1700)
_MARK_SIZE = 44
_MARK_DEGREES = 28
_MARK_INK = (90, 90, 90, 105)
_MARK_GAP = (90, 190)
_FULL_RED, _LEAST_RED, _OTHER_RED = 60, 0.03, 0.5


def id_card_sheet(front: bytes, back: bytes, purpose: str) -> bytes:
    """A colour JPEG of A4 at 300 dpi, ``front`` above. ``purpose`` is written across both: 仅供办理…使用，他用无效.

    A picture that shows the card on a darker table is cut down to it. Raises ``ReadFailed`` as ``picture.decode``,
    ``FileNotFoundError`` without a CJK typeface, ``ValueError`` without a purpose."""
    if not purpose.strip():
        raise ValueError("a copy of a card needs its purpose")
    sheet = np.full((_A4[1], _A4[0], 3), 255, np.uint8)
    left = (_A4[0] - _CARD[0]) // 2
    mark = _watermark(purpose.strip(), (_CARD[0] + 240, _CARD[1] + 160))
    for picture, top in ((front, _TOPS[0]), (back, _TOPS[1])):
        sheet[top : top + _CARD[1], left : left + _CARD[0]] = _card(decode(picture))
        _written_across(sheet, mark, (left - 120, top - 80))
    return encode_jpeg(sheet, DPI)


def card_side(card: Picture) -> CardSide | None:
    """Which side of a resident identity card lies upright in the picture: the red national emblem stands in the upper
    left of its back only. ``None`` for a grey copy, an upside-down card or other red. Not tried on real cards."""
    if card.ndim == 2:
        return None
    flat = cropped_to_paper(card).astype(np.int16)
    red = flat[:, :, 2] - np.maximum(flat[:, :, 0], flat[:, :, 1]) > _FULL_RED
    height, width = red.shape
    emblem = float(red[height // 20 : height // 2, width // 20 : width // 3].mean())
    rest = float(red[:, width // 3 :].mean())
    if emblem > _LEAST_RED:
        return "emblem" if rest < _OTHER_RED * emblem else None
    colourful = float(np.ptp(flat, axis=2).mean()) > 3.0
    return "portrait" if colourful and rest < _LEAST_RED else None


def _card(picture: Picture) -> Picture:
    cv2 = load_cv2()
    card = cropped_to_paper(picture)
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
    font = CjkFace().sized(_MARK_SIZE)
    reach = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + _MARK_SIZE
    tile = Image.new("RGBA", (reach, reach), (0, 0, 0, 0))
    draw = ImageDraw.Draw(tile)
    across = max(1, round(font.getlength(purpose))) + _MARK_GAP[0]
    for row, top in enumerate(range(0, reach, _MARK_GAP[1])):
        for left in range(-across * (row % 2) // 2, reach, across):
            draw.text((left, top), purpose, font=font, fill=_MARK_INK)
    turned = tile.rotate(_MARK_DEGREES, Image.Resampling.BICUBIC)
    left, top = (reach - size[0]) // 2, (reach - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def _written_across(sheet: Picture, mark: Image.Image, at: tuple[int, int]) -> None:
    ink = np.asarray(mark).astype(np.float32)
    part = sheet[at[1] : at[1] + mark.height, at[0] : at[0] + mark.width]
    opacity = ink[:, :, 3:] / 255
    part[:] = (part * (1 - opacity) + ink[:, :, 2::-1] * opacity).astype(np.uint8)
