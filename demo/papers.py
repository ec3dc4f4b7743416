"""The paper the citizen brings: A4 at 300 dpi as a scanner would see it, made, not photographed.

No person is named on it: the only personal data of the demonstration are on the simulated card.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

A4_300_DPI = (2480, 3508)
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    front: Path
    back: Path | None


@dataclass(frozen=True, slots=True)
class Side:
    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: str
    seal: str


def _fees(first: int, count: int) -> tuple[tuple[str, ...], ...]:
    names = ("血常规检查", "胸部CT平扫", "床位费", "护理费", "静脉输液", "阿莫西林胶囊", "一次性输液器", "心电图检查")
    rows = [("序号", "项目名称", "单位", "数量", "金额（元）")]
    for number in range(first, first + count):
        price = 12.5 + number * 7.3 % 180
        rows.append((str(number), names[number % len(names)], "次", str(1 + number % 3), f"{price:.2f}"))
    return tuple(rows)


SIDES = (
    Side("invoice-1", "浙江省医疗住院收费票据（电子）", ("票据代码：33060122", "票据号码：0098123456", "开票日期：2026年11月12日"),
         _fees(1, 12), "合计（大写）：叁仟捌佰肆拾伍元陆角　　合计（小写）：3845.60", "宁波市第一医院 收费专用章"),
    Side("invoice-2", "浙江省医疗门诊收费票据（电子）", ("票据代码：33060121", "票据号码：0098123457", "开票日期：2026年11月13日"),
         _fees(14, 6), "合计（大写）：贰佰壹拾叁元整　　合计（小写）：213.00", "宁波市第一医院 收费专用章"),
    Side("list-1", "住院费用明细清单（第1页）", ("住院科室：呼吸内科", "住院天数：6天"), _fees(1, 30), "本页小计：2012.40", ""),
    Side("list-2", "住院费用明细清单（第2页）", ("住院科室：呼吸内科", "住院天数：6天"), _fees(31, 30), "本页小计：1833.20", ""),
    Side("list-3", "门诊费用明细清单", ("就诊科室：呼吸内科",), _fees(61, 9), "合计：213.00", ""),
    Side("summary-1", "出院小结（第1页）", ("入院日期：2026年11月06日", "出院日期：2026年11月12日", "出院诊断：社区获得性肺炎"),
         (("诊疗经过",), ("患者因发热、咳嗽三天入院，查体体温38.6℃，双肺可闻及湿啰音。",), ("入院后予抗感染、化痰、补液等对症治疗，",),
          ("体温逐渐恢复正常，咳嗽明显好转，复查胸片示炎症吸收。",)), "（转下页）", ""),
    Side("summary-2", "出院小结（第2页）", ("出院医嘱",),
         (("1. 注意休息，避免受凉；",), ("2. 继续口服抗生素五天；",), ("3. 一周后门诊复诊，不适随诊。",)), "医师签名处（已签章）", "宁波市第一医院 医疗专用章"),
    Side("bank-card", "银行卡复印件（仅供办理医疗费用报销使用）", ("中国工商银行　借记卡", "卡号：见电子表单"), (("（卡面图样）",),), "", ""),
)  # fmt: skip


def make_papers(folder: Path) -> dict[str, Path]:
    """One JPEG a side, by name. Deterministic; what is there already is not made again."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {side.name: folder / f"{side.name}.jpg" for side in SIDES}
    for number, side in enumerate(SIDES):
        if not made[side.name].exists():
            made[side.name].write_bytes(_jpeg(_draw(side), seed=number))
    return made


def first_pile(papers: dict[str, Path]) -> dict[str, list[Sheet]]:
    """Six sheets by material: one is printed on both sides, five have blank backs."""
    return {
        "m1": [Sheet(papers["invoice-1"], None), Sheet(papers["invoice-2"], None)],
        "m2": [Sheet(papers["list-1"], papers["list-2"]), Sheet(papers["list-3"], None)],
        "m3": [Sheet(papers["summary-1"], None)],
        "m5": [Sheet(papers["bank-card"], None)],
    }


def missing_sheet(papers: dict[str, Path]) -> Sheet:
    """What the citizen had left at home."""
    return Sheet(papers["summary-2"], None)


def as_load(sheets: Sequence[Sheet]) -> list[dict[str, str | None]]:
    """In the words of the scanner simulator's control."""
    return [{"front": str(s.front), "back": str(s.back) if s.back else None} for s in sheets]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = next(name for name in _FONTS if Path(name).exists())
    return ImageFont.truetype(path, size)


def _draw(side: Side) -> Image.Image:
    page = Image.new("RGB", A4_300_DPI, (252, 251, 248))
    pen = ImageDraw.Draw(page)
    pen.text((A4_300_DPI[0] // 2, 260), side.title, font=_font(84), fill=(20, 20, 25), anchor="mm")
    for number, line in enumerate(side.head):
        pen.text((220, 420 + 80 * number), line, font=_font(50), fill=(30, 30, 35))
    top = 460 + 80 * len(side.head)
    for number, row in enumerate(side.rows):
        _row(pen, row, top + 78 * number)
    pen.text((220, 3160), side.foot, font=_font(52), fill=(20, 20, 25))
    if side.seal:
        _seal(pen, side.seal)
    return page


def _row(pen: ImageDraw.ImageDraw, row: tuple[str, ...], top: int) -> None:
    width = 2040 // len(row)
    for column, words in enumerate(row):
        pen.text((230 + width * column, top + 8), words, font=_font(44), fill=(35, 35, 40))
    if len(row) > 1:
        pen.line((220, top + 72, 2260, top + 72), fill=(120, 120, 125), width=2)


def _seal(pen: ImageDraw.ImageDraw, words: str) -> None:
    red = (196, 40, 40)
    pen.ellipse((1690, 2760, 2210, 3280), outline=red, width=12)
    organisation, _, kind = words.partition(" ")
    pen.text((1950, 2960), organisation, font=_font(50), fill=red, anchor="mm")
    pen.text((1950, 3110), kind, font=_font(46), fill=red, anchor="mm")


def _jpeg(page: Image.Image, seed: int) -> bytes:
    """With the grain of paper and lamp, so that a page weighs what scanned pages weigh."""
    grain = np.roll(_grain(), (seed * 331, seed * 173), axis=(0, 1))[:, :, None]
    pixels = np.clip(np.asarray(page, dtype=np.int16) + grain, 0, 255).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=80, dpi=(300, 300))
    return out.getvalue()


@cache
def _grain() -> NDArray[np.int16]:
    noise = np.random.default_rng(0).normal(0, 2.2, (A4_300_DPI[1] // 2, A4_300_DPI[0] // 2))
    return np.repeat(np.repeat(noise.round().astype(np.int16), 2, 0), 2, 1)
