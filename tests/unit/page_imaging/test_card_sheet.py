"""Both sides of an identity card on one sheet: from two pages, or found on one page of a flatbed."""

import io

import numpy as np
import pytest
from page_samples import A4, jpeg, paper, text_page
from PIL import Image, ImageDraw

from devices.page_imaging.card_finder import card_side, cards_in
from devices.page_imaging.header import read_header
from devices.page_imaging.id_card_sheet import id_card_sheet
from devices.page_imaging.picture import Picture, decode

PURPOSE = "仅供办理医疗费用报销使用，他用无效"
TOPS, LEFT = (700, 1700), 734
"""Where the two sides stand on the sheet, in dots."""


def id_card(*, emblem: bool) -> Image.Image:
    """Not a card: two coloured rectangles where a card has its colours."""
    card = Image.new("RGB", (1011, 638), (226, 233, 240))
    draw = ImageDraw.Draw(card)
    if emblem:
        draw.ellipse((90, 90, 290, 300), fill=(190, 30, 40))
    else:
        draw.rectangle((640, 100, 900, 430), fill=(150, 140, 130))
    for row in range(4):
        draw.rectangle((330, 360 + 60 * row, 600, 380 + 60 * row), fill=(40, 40, 40))
    return card


def lying(*cards: tuple[Image.Image, tuple[int, int], float], ground: Image.Image | None = None) -> Image.Image:
    """Cards on a flatbed: each with the place of its upper left corner and its degrees, clockwise."""
    glass = (ground or paper()).copy()
    for card, at, degrees in cards:
        turned = card.convert("RGBA").rotate(-degrees, Image.Resampling.BICUBIC, expand=True)
        glass.paste(turned, at, turned)
    return glass


FRONT, BACK = id_card(emblem=False), id_card(emblem=True)
DARK = Image.new("RGB", A4, (60, 62, 66))


def placed(sheet: bytes, at: int) -> Picture:
    picture: Picture = decode(sheet)[TOPS[at] : TOPS[at] + 638, LEFT : LEFT + 1011]
    return picture


def likeness(one: Picture, other: Picture) -> float:
    """Mean difference in levels; the words across both are the same."""
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def test_both_sides_of_a_card_in_true_size_under_the_purpose() -> None:
    table = Image.new("RGB", (1600, 1200), (40, 44, 50))
    table.paste(BACK.rotate(3, expand=True, fillcolor=(40, 44, 50)), (250, 200))
    pages = (jpeg(FRONT), jpeg(table))
    sheet = id_card_sheet(pages, PURPOSE)
    assert sheet is not None
    header = read_header(sheet)
    assert (header.width, header.height, header.dpi) == (2480, 3508, 300)
    picture = np.asarray(Image.open(io.BytesIO(sheet)).convert("L")).astype(int)
    ink = np.argwhere(picture < 235)
    assert ink[:, 0].min() < 700
    assert ink[:, 0].max() > 2338
    plain = id_card_sheet(pages, "。")
    assert plain is not None
    for at in range(2):
        assert (np.abs(placed(sheet, at).astype(int) - placed(plain, at)) > 15).mean() > 0.01
    with pytest.raises(ValueError, match="purpose"):
        id_card_sheet(pages, "  ")


@pytest.fixture(scope="module")
def from_two() -> bytes:
    sheet = id_card_sheet((jpeg(FRONT), jpeg(BACK)), PURPOSE)
    assert sheet is not None
    return sheet


@pytest.mark.parametrize(
    ("cards", "ground"),
    [
        (((FRONT, (700, 500), 4), (BACK, (800, 1700), -3)), None),
        (((BACK, (120, 300), 180), (FRONT, (1350, 330), 0)), None),
        (((FRONT, (900, 300), 178), (BACK, (900, 1800), 90)), None),
        (((FRONT, (900, 300), 270), (BACK, (900, 1800), 6)), DARK),
    ],
    ids=["leaning", "beside", "turned", "dark lid"],
)
def test_one_page_of_a_flatbed_gives_what_two_pages_give(
    cards: tuple[tuple[Image.Image, tuple[int, int], float], ...], ground: Image.Image | None, from_two: bytes
) -> None:
    """True to size, straight, upright, the photograph above, wherever and however the sides lie."""
    from_one = id_card_sheet((jpeg(lying(*cards, ground=ground)),), PURPOSE)
    assert from_one is not None
    blank = np.full((638, 1011, 3), 255, np.uint8)
    for at in range(2):
        assert likeness(placed(from_one, at), placed(from_two, at)) < 5
        assert likeness(placed(from_one, at), blank) > 20


def test_a_half_of_the_page_is_a_page_with_one_card(from_two: bytes) -> None:
    """What the clerk split by hand is composed as two pages, in true size as well."""
    glass = lying((FRONT, (700, 500), 4), (BACK, (800, 1900), -3))
    halves = [jpeg(glass.crop((0, top, A4[0], top + A4[1] // 2))) for top in (0, A4[1] // 2)]
    split = id_card_sheet(halves, PURPOSE)
    assert split is not None
    assert max(likeness(placed(split, at), placed(from_two, at)) for at in range(2)) < 5


def test_where_not_both_sides_are_seen_nothing_is_made_up() -> None:
    one = lying((FRONT, (700, 500), 4))
    touching = lying((FRONT, (700, 500), 0), (BACK, (700, 1138), 0))
    larger = lying((FRONT.resize((1300, 820)), (500, 300), 0), (BACK.resize((1300, 820)), (500, 1700), 0))
    assert id_card_sheet((jpeg(one),), PURPOSE) is None
    for page in (touching, larger, text_page()):
        assert len(cards_in(decode(jpeg(page)), 300)) < 2


def test_without_a_resolution_the_shape_alone_tells() -> None:
    seen = lying((FRONT, (700, 500), 4), (BACK, (800, 1700), -3)).resize((1240, 1754))
    assert len(cards_in(decode(jpeg(seen)))) == 2


def test_the_red_emblem_tells_the_side() -> None:
    sides = {True: decode(jpeg(BACK)), False: decode(jpeg(FRONT))}
    assert card_side(sides[True]) == "emblem"
    assert card_side(sides[False]) == "portrait"
    assert card_side(decode(jpeg(BACK.convert("L")))) is None
    assert card_side(np.ascontiguousarray(np.rot90(sides[True], 2))) is None
