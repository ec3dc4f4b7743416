"""Pages as cameras and scanners see them, drawn: A4 at 300 dpi with real characters, noise and a lamp."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

A4 = (2480, 3508)
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
_POINT = 300 / 72
CHINESE = (
    "申请人应当如实提交有关材料和反映真实情况，并对其申请材料实质内容的真实性负责。行政机关不得要求申请人提交与其申请的"
    "行政许可事项无关的技术资料和其他材料。申请材料存在可以当场更正的错误的，应当允许申请人当场更正。"
)
LATIN = (
    "The applicant shall provide the relevant materials in line with the facts. It is the duty of the office to inform "
    "the applicant, at once, of all that is missing; if nothing is said, the file is taken in. "
)


def text_page(points: float = 10.5, words: str = CHINESE, lines: int = 36, ink: int = 30) -> Image.Image:
    """Paragraphs of four lines with a heading, ragged at their ends."""
    page = paper()
    draw = ImageDraw.Draw(page)
    size = round(points * _POINT)
    font = ImageFont.truetype(FONT, size, index=2)
    draw.text((900, 250), "关于申请材料的说明", font=ImageFont.truetype(FONT, size * 2, index=2), fill=(ink,) * 3)
    at, y = 0, 520
    for line in range(lines):
        end = at + 1
        room = 1850 if line % 4 != 3 else 900 + 130 * (line % 5)
        while font.getlength((words * 9)[at : end + 1]) < room:
            end += 1
        draw.text((300, y), (words * 9)[at:end], font=font, fill=(ink,) * 3)
        at = end % len(words)
        y += round(size * 1.7)
        if y > 3250:
            break
    return page


def paper(level: float = 246, noise: float = 2.0) -> Image.Image:
    random = np.random.default_rng(7)
    lamp = np.linspace(level, level - 14, A4[0], dtype=np.float32)[None, :].repeat(A4[1], 0)
    tile = np.tile(random.normal(0, noise, (500, 620)).astype(np.float32), (8, 4))[: A4[1], : A4[0]]
    return Image.fromarray(np.clip(lamp + tile, 0, 255).astype(np.uint8)).convert("RGB")


def blurred(page: Image.Image, sigma: float) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(sigma)) if sigma else page


def leaning(page: Image.Image, degrees: float) -> Image.Image:
    """Clockwise."""
    return page.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=(240, 240, 240))


def darker(page: Image.Image, factor: float) -> Image.Image:
    return page.point(lambda value: int(value * factor))


def on_table(
    page: Image.Image,
    at: tuple[int, int] = (500, 250),
    degrees: float = 0.0,
    table: tuple[int, int, int] = (52, 60, 66),
) -> Image.Image:
    """As an 8-megapixel document camera sees a sheet of A4, in landscape."""
    sheet = page.resize((1485, 2100)).rotate(90, expand=True).convert("RGBA")
    turned = sheet.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(0, 0, 0, 0))
    picture = Image.new("RGB", (3264, 2448), table)
    picture.paste(turned, at, turned)
    return picture


def jpeg(page: Image.Image, quality: int = 85) -> bytes:
    file = io.BytesIO()
    page.save(file, "JPEG", quality=quality, dpi=(300, 300))
    return file.getvalue()
