"""What the quality gate says of pages as scanners and document cameras deliver them."""

import random

import pytest
from page_samples import (
    CHINESE,
    LATIN,
    blurred,
    darker,
    jpeg,
    leaning,
    on_table,
    paper,
    text_page,
)
from PIL import Image, ImageDraw

from devices.errors import ReadFailed
from devices.events import PageFault
from devices.page_imaging.quality import assess


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return text_page()


@pytest.mark.parametrize(("points", "words"), [(8, CHINESE), (8, LATIN), (10.5, CHINESE), (16, LATIN)])
def test_a_good_page_has_no_fault(points: float, words: str) -> None:
    for sigma in (0, 2):
        assessed = assess(jpeg(blurred(text_page(points, words), sigma)))
        assert assessed.faults == ()
        assert assessed.skew == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize(("points", "words"), [(8, CHINESE), (10.5, LATIN), (16, CHINESE)])
def test_blur_is_measured_whatever_the_text(points: float, words: str) -> None:
    """Sigma of 6 dots at 300 dpi is 3 at the resolution of the analysis."""
    assessed = assess(jpeg(blurred(text_page(points, words), 6)))
    assert assessed.faults == (PageFault.BLURRED,)
    assert assessed.blur == pytest.approx(3.0, abs=0.3)


@pytest.mark.parametrize("degrees", [-18, -4, 3.5, 9])
def test_a_leaning_page_is_told_with_its_angle(page: Image.Image, degrees: float) -> None:
    assessed = assess(jpeg(leaning(page, degrees)))
    assert PageFault.SKEWED in assessed.faults
    assert assessed.skew == pytest.approx(degrees, abs=0.2)


def test_a_little_lean_is_no_fault(page: Image.Image) -> None:
    assessed = assess(jpeg(leaning(page, -1.5)))
    assert assessed.faults == ()
    assert assessed.skew == pytest.approx(-1.5, abs=0.2)


def test_a_dark_page_is_told_and_a_dim_one_is_not(page: Image.Image) -> None:
    assert assess(jpeg(darker(page, 0.4))).faults == (PageFault.TOO_DARK,)
    assert assess(jpeg(darker(page, 0.6))).faults == ()


@pytest.mark.parametrize("noise", [2.0, 6.0])
def test_the_empty_side_is_the_wrong_side(noise: float) -> None:
    assert assess(jpeg(paper(noise=noise))).faults == (PageFault.WRONG_SIDE,)


def test_a_sheet_on_a_table_is_whole_or_cut_off(page: Image.Image) -> None:
    assert assess(jpeg(on_table(page))).faults == ()
    assert assess(jpeg(on_table(page, degrees=2))).faults == ()
    for at in ((500, -300), (1500, 400), (-200, 250)):
        assert assess(jpeg(on_table(page, at))).faults == (PageFault.CUT_OFF,)


def test_print_that_runs_off_a_scan_is_cut_off(page: Image.Image) -> None:
    assert assess(jpeg(page.crop((330, 0, 2480, 3508)))).faults == (PageFault.CUT_OFF,)
    assert assess(jpeg(page.crop((0, 540, 2480, 3508)))).faults == (PageFault.CUT_OFF,)


def test_a_shadow_or_streak_at_the_edge_cuts_nothing_off(page: Image.Image) -> None:
    shaded = page.copy()
    ImageDraw.Draw(shaded).rectangle((0, 0, 30, 3508), fill=(110, 110, 110))
    assert assess(jpeg(shaded)).faults == ()


def test_stamps_and_scribbles_have_no_lean() -> None:
    drawn = paper()
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((1500, 2300, 1990, 2790), outline=(225, 90, 90), width=12)
    chance = random.Random(1)
    for _ in range(14):
        at = [(chance.uniform(300, 1800), chance.uniform(300, 3000))]
        for _ in range(30):
            at.append((at[-1][0] + chance.uniform(-30, 60), at[-1][1] + chance.uniform(-60, 60)))
        draw.line(at, fill=(40, 40, 60), width=6)
    assert assess(jpeg(drawn)).skew is None


def test_what_is_no_page_is_refused() -> None:
    for data in (b"", b"\xff\xd8\xff", jpeg(Image.new("RGB", (20, 20)))[:200]):
        with pytest.raises(ReadFailed):
            assess(data)
