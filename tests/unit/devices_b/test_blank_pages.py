"""What counts as blank: paper, noise, dust, holes and show-through, and nothing else."""

import contextlib
import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from devices.errors import ReadFailed
from devices.page_imaging.blank import is_blank
from devices.page_imaging.header import read_header
from devices.page_imaging.preview import preview
from domain.failures import FailureCode

A4 = (2480, 3508)
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
TEXT = "依据《中华人民共和国行政许可法》第三十二条，申请材料存在可以当场更正的错误的，应当允许申请人当场更正。"
Draw = Callable[[ImageDraw.ImageDraw], None]


def jpeg(page: Image.Image, quality: int = 82) -> bytes:
    file = io.BytesIO()
    page.save(file, "JPEG", quality=quality, dpi=(300, 300))
    return file.getvalue()


def paper(seed: int = 1, noise: float = 2.0) -> Image.Image:
    """Tinted paper under a lamp that fades to one side, with sensor noise."""
    random = np.random.default_rng(seed)
    lamp = np.linspace(250, 238, A4[0], dtype=np.float32)[None, :].repeat(A4[1], 0)
    tile = random.normal(0, noise, (500, 620)).astype(np.float32)
    grey = np.clip(lamp + np.tile(tile, (8, 4))[: A4[1], : A4[0]], 0, 255).astype(np.uint8)
    return Image.fromarray(grey).convert("RGB")


def words(draw: ImageDraw.ImageDraw, at: tuple[int, int], size: int, ink: object, lines: int = 1) -> None:
    font = ImageFont.truetype(FONT, size, index=2)
    for line in range(lines):
        draw.text((at[0], at[1] + line * size * 2), TEXT[: 1900 // size], font=font, fill=ink)


def shown_through(front: Draw, strength: float) -> Image.Image:
    printed = Image.new("L", A4, 255)
    front(ImageDraw.Draw(printed))
    shine = (
        ImageOps.mirror(printed).filter(ImageFilter.GaussianBlur(5)).point(lambda v: 255 - int((255 - v) * strength))
    )
    return ImageChops.multiply(paper(2), shine.convert("RGB"))


def marked(draw: Draw, seed: int = 3) -> bytes:
    page = paper(seed)
    draw(ImageDraw.Draw(page))
    return jpeg(page)


def stamp(draw: ImageDraw.ImageDraw) -> None:
    draw.ellipse((1500, 2300, 1990, 2790), outline=(225, 90, 90), width=12)
    words(draw, (1600, 2500), 46, (225, 90, 90))


def pencil(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(1300 + 20 * n, 2900 + int(60 * np.sin(n * 1.3))) for n in range(30)], fill=(180, 180, 182), width=4)


MARKS: dict[str, Draw] = {
    "full page": lambda draw: words(draw, (300, 400), 46, "black", lines=28),
    "one line of 8 points": lambda draw: words(draw, (300, 1800), 33, (60, 60, 60)),
    "page number": lambda draw: draw.text((1230, 3300), "7", font=ImageFont.truetype(FONT, 42), fill=(40, 40, 40)),
    "red stamp": stamp,
    "light pencil signature": pencil,
    "thin rule": lambda draw: draw.line((400, 1700, 1400, 1700), fill=(120, 120, 120), width=3),
    "all dark": lambda draw: draw.rectangle((0, 0, *A4), fill=(50, 50, 50)),
    "solid block": lambda draw: draw.rectangle((800, 900, 1600, 1500), fill=(40, 60, 150)),
}


@pytest.mark.parametrize("name", MARKS)
def test_page_with_a_mark_is_kept(name: str) -> None:
    assert not is_blank(marked(MARKS[name]))


def dust(draw: ImageDraw.ImageDraw) -> None:
    for x, y in ((500, 700), (1800, 900), (1200, 2900)):
        draw.ellipse((x, y, x + 7, y + 7), fill=(70, 70, 70))


def holes(draw: ImageDraw.ImageDraw) -> None:
    for y in (1280, 2220):
        draw.ellipse((110, y, 175, y + 65), fill=(20, 20, 20))


NOTHING: dict[str, Draw] = {
    "paper": lambda _: None,
    "dust": dust,
    "punch holes": holes,
    "shadow at the edge": lambda draw: draw.rectangle((0, 0, 35, A4[1]), fill=(120, 120, 120)),
    "streak of the feeder": lambda draw: draw.line((1000, 0, 1000, A4[1]), fill=(190, 190, 190), width=4),
}


@pytest.mark.parametrize("name", NOTHING)
def test_page_without_a_mark_is_blank(name: str) -> None:
    assert is_blank(marked(NOTHING[name]))


@pytest.mark.parametrize("strength", [0.03, 0.06])
def test_show_through_is_no_mark(strength: float) -> None:
    assert is_blank(jpeg(shown_through(MARKS["full page"], strength)))


def test_noisy_sensor_is_no_mark() -> None:
    assert is_blank(jpeg(paper(noise=6.0), quality=60))


@pytest.mark.parametrize("dpi", [100, 150, 200, 600])
def test_other_resolutions(dpi: int) -> None:
    size = (round(8.267 * dpi), round(11.693 * dpi))
    for name, blank in (("paper", True), ("red stamp", False), ("one line of 8 points", False)):
        page = paper(5)
        (NOTHING.get(name) or MARKS[name])(ImageDraw.Draw(page))
        assert is_blank(jpeg(page.resize(size))) is blank


def code_of(data: bytes) -> FailureCode:
    with pytest.raises(ReadFailed) as caught:
        is_blank(data)
    return caught.value.code


def test_what_is_no_whole_page_is_unreadable() -> None:
    whole = jpeg(Image.new("RGB", (827, 1169), "white"))
    assert code_of(whole[: len(whole) // 2]) is FailureCode.PAGE_UNREADABLE
    assert code_of(b"") is FailureCode.PAGE_UNREADABLE
    assert code_of(b"%PDF-1.7") is FailureCode.PAGE_UNREADABLE
    assert code_of(jpeg(Image.new("RGB", (20, 20)))) is FailureCode.PAGE_UNREADABLE


def test_huge_page_is_refused_by_its_header() -> None:
    """A few bytes may claim 900 million pixels."""
    page = bytearray(jpeg(Image.new("L", (64, 64))))
    frame = page.index(b"\xff\xc0")
    page[frame + 5 : frame + 9] = (30000).to_bytes(2, "big") * 2
    assert code_of(bytes(page)) is FailureCode.PAGE_TOO_LARGE


def test_png_chunk_that_claims_more_than_the_file_holds() -> None:
    """OpenCV takes up to 4 GB for such a claim before it reads on."""
    file = io.BytesIO()
    Image.new("L", (64, 64)).save(file, "PNG")
    page = bytearray(file.getvalue())
    chunk = page.index(b"IDAT")
    page[chunk - 4 : chunk] = b"\x7f\xff\xff\xff"
    assert code_of(bytes(page)) is FailureCode.PAGE_UNREADABLE


def test_header_tells_size_and_resolution() -> None:
    header = read_header(jpeg(Image.new("RGB", (827, 1169))))
    assert (header.media_type, header.width, header.height, header.components, header.dpi) == (
        "image/jpeg", 827, 1169, 3, 300,
    )  # fmt: skip
    file = io.BytesIO()
    Image.new("L", (827, 1169)).save(file, "PNG", dpi=(200, 200))
    header = read_header(file.getvalue())
    assert (header.media_type, header.width, header.height, header.components, header.dpi) == (
        "image/png", 827, 1169, 1, 200,
    )  # fmt: skip


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), st.booleans())
def test_any_bytes_are_a_page_or_refused(data: bytes, beginning: bytes, end: bool) -> None:
    whole = beginning + data + (b"\xff\xd9IEND\xaeB`\x82" if end else b"")
    with contextlib.suppress(ReadFailed):
        read_header(whole)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_damaged_page_is_judged_or_refused(data: st.DataObject) -> None:
    page = bytearray(jpeg(Image.new("L", (200, 300), 200)))
    at = data.draw(st.integers(2, len(page) - 1))
    page[at] = data.draw(st.integers(0, 255))
    for use in (is_blank, lambda content: preview(content, 80)):
        with contextlib.suppress(ReadFailed):
            use(bytes(page))


def test_preview_is_small() -> None:
    with Image.open(io.BytesIO(preview(marked(stamp), 300))) as small:
        assert small.width == 300
        assert small.height == pytest.approx(424, abs=1)
    with Image.open(io.BytesIO(preview(jpeg(Image.new("RGB", (90, 50))), 300))) as small:
        assert small.size == (90, 50)
