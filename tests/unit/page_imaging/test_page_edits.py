"""Turning, cropping, straightening, recolouring; which way up; both sides of a card on one sheet."""

import io
import time

import numpy as np
import pytest
from page_samples import CHINESE, LATIN, jpeg, leaning, on_table, paper, text_page
from PIL import Image, ImageDraw

from devices.page_imaging.edits import Crop, CropToPaper, Edit, Recolour, Straighten, Turn, edited
from devices.page_imaging.header import read_header
from devices.page_imaging.orientation import turns_to_upright
from devices.page_imaging.paper_edges import outline_of
from devices.page_imaging.picture import decode, decode_grey_for_analysis, encode_jpeg
from devices.page_imaging.quality import assess


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return text_page()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_no_edit_keeps_the_very_bytes(page: Image.Image) -> None:
    data = jpeg(page)
    assert edited(data, []) is data


@pytest.mark.parametrize("quarters", [1, 2, 3, -1])
def test_turned_clockwise(quarters: int) -> None:
    corner = Image.new("RGB", (400, 600), "white")
    corner.paste((200, 30, 30), (0, 0, 100, 100))
    turned = opened(edited(jpeg(corner), [Turn(quarters)]))
    assert turned.size == ((600, 400) if quarters % 2 else (400, 600))
    where = {1: (turned.width - 50, 50), 2: (turned.width - 50, turned.height - 50), 3: (50, turned.height - 50)}
    assert turned.getpixel(where[quarters % 4]) == pytest.approx((200, 30, 30), abs=12)
    assert read_header(edited(jpeg(corner), [Turn(quarters)])).dpi == 300


def test_crop_is_in_shares_and_never_of_nothing(page: Image.Image) -> None:
    header = read_header(edited(jpeg(page), [Crop(0.25, 0.5, 0.75, 1.0)]))
    assert (header.width, header.height) == (1240, 1754)
    with pytest.raises(ValueError, match="nothing"):
        edited(jpeg(page), [Crop(0.5, 0.5, 0.5, 0.9)])


def test_straightened_and_then_straight(page: Image.Image) -> None:
    lean = assess(edited(jpeg(leaning(page, 4)), [Straighten()])).skew
    assert lean == pytest.approx(0, abs=0.2)


def test_sheet_is_cut_out_of_the_table(page: Image.Image) -> None:
    seen = jpeg(on_table(page, degrees=6))
    header = read_header(edited(seen, [CropToPaper()]))
    assert (header.width, header.height) == pytest.approx((2100, 1485), rel=0.02)
    assert outline_of(decode(edited(seen, [CropToPaper()]))) is None
    assert assess(edited(seen, [CropToPaper(), Straighten()])).faults == ()


def test_a_scan_that_is_all_paper_stays_whole(page: Image.Image) -> None:
    header = read_header(edited(jpeg(page), [CropToPaper()]))
    assert (header.width, header.height) == page.size


def test_grey_and_bilevel(page: Image.Image) -> None:
    with opened(edited(jpeg(page), [Recolour("grey")])) as grey:
        assert grey.mode == "L"
    data = edited(jpeg(page), [Turn(2), Recolour("bilevel")])
    with opened(data) as bilevel:
        assert (bilevel.format, bilevel.mode) == ("PNG", "1")
        assert 0.005 < 1 - np.asarray(bilevel).mean() < 0.3
    assert len(data) < len(jpeg(page)) / 3
    assert read_header(data).dpi == 300


def test_lamp_that_fades_stays_white_on_two_levels() -> None:
    shade = np.tile(np.linspace(60, 250, 2480).astype(np.uint8), (400, 1))
    with opened(edited(jpeg(Image.fromarray(shade)), [Recolour("bilevel")])) as bilevel:
        assert np.asarray(bilevel).mean() > 0.95


@pytest.mark.parametrize(("points", "words"), [(8, CHINESE), (10.5, CHINESE), (10.5, LATIN), (16, LATIN)])
@pytest.mark.parametrize("lean", [0, 2])
def test_which_way_up(points: float, words: str, lean: float) -> None:
    upright = decode_grey_for_analysis(jpeg(leaning(text_page(points, words), lean)))
    told = [turns_to_upright(np.ascontiguousarray(np.rot90(upright, turned))) for turned in range(4)]
    assert told == [0, 1, 2, 3]


def test_no_guess_without_text() -> None:
    form = paper()
    draw = ImageDraw.Draw(form)
    for row in range(14):
        draw.line((300, 400 + 200 * row, 2200, 400 + 200 * row), fill=(30, 30, 30), width=4)
    noise = np.random.default_rng(1).integers(0, 255, (1754, 1240)).astype(np.uint8)
    for picture in (decode_grey_for_analysis(jpeg(form)), decode_grey_for_analysis(jpeg(paper())), noise):
        assert turns_to_upright(picture) is None


@pytest.mark.parametrize("edit", [Turn(1), Crop(0.1, 0.1, 0.9, 0.9), Straighten(), CropToPaper(), Recolour("bilevel")])
def test_an_edit_of_a_page_takes_no_time_a_clerk_would_notice(page: Image.Image, edit: Edit) -> None:
    """A4 at 300 dpi takes 0.1 to 0.25 s; the bound leaves room for a busy machine."""
    data = jpeg(page)
    started = time.process_time()
    edited(data, [edit])
    assert time.process_time() - started < 3.0


def test_resolution_survives_or_stays_unknown() -> None:
    grey = np.full((300, 200), 255, np.uint8)
    assert read_header(encode_jpeg(grey, 0)).dpi == 0
    assert read_header(encode_jpeg(grey, 200)).dpi == 200
