"""Where the words of the pinyin keys come from: our own texts, the catalogue, the places, and pypinyin's dictionary."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from pypinyin.constants import PHRASES_DICT

from assets.texts import Texts

_ASSETS = Path(__file__).resolve().parent.parent / "assets"

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付"
    "方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
"""The hundred most frequent ones; facts of the Ministry of Public Security's report on names for 2020."""
GIVEN = "英文玉秀明华丽建国春梅兰芳红军伟强磊洋勇艳杰娟涛超霞平刚桂静敏洁琳婷辉鹏飞梓子宇泽涵浩然轩欣怡雨晨思佳俊嘉诗琪"
"""Frequent in given names, of the old and of the young."""
ADDRESS = (
    "小区", "单元", "新村", "公寓", "花园", "大厦", "大楼", "家园", "广场", "弄堂", "工业区", "开发区", "商铺", "宿舍",
    "中山路", "人民路", "解放路", "建设路", "我们", "他们", "工作", "律师", "医生",
    "学校", "身体", "丢失", "损坏", "因为", "所以", "没有", "已经", "公司", "先生", "女士",
)  # fmt: skip
"""Of addresses and plain explanations, missing from the phrases."""
_SUFFIXES = re.compile(r"(?:自治区|自治州|自治县|省|市|区|县|盟|旗)$")
_CHINESE = re.compile(r"[一-鿿]+")
_NEIGHBOURS = 4
"""Characters that stand between so many different ones, or edges of texts, on either side are a word."""
LONGEST = 8


def own_runs() -> list[str]:
    """Runs of Chinese in our texts and the catalogue, as often as they stand there."""
    catalogue = json.loads((_ASSETS / "catalogue" / "demo_catalogue.json").read_text("utf-8"))
    return _CHINESE.findall("\n".join((Texts("zh").sentences(), *_strings(catalogue))))


def own_words(runs: Iterable[str]) -> dict[str, int]:
    """Short runs, and what stands between different neighbours (accessor variety: Feng and others, 2004); with how
    often each stands there."""
    counts, whole = Counter[str](), Counter[str]()
    before: dict[str, set[object]] = defaultdict(set)
    after: dict[str, set[object]] = defaultdict(set)
    for number, run in enumerate(runs):
        whole[run] += 2 <= len(run) <= LONGEST
        for at in range(len(run)):
            for end in range(at + 2, min(len(run), at + 4) + 1):
                word = run[at:end]
                counts[word] += 1
                before[word].add(run[at - 1] if at else number)
                after[word].add(run[end] if end < len(run) else number)
    between = {word: n for word, n in counts.items() if min(len(before[word]), len(after[word])) >= _NEIGHBOURS}
    return {word: n for word, n in whole.items() if n} | between


def place_names() -> dict[str, Literal["near", "known", "far"]]:
    """Counties and above also without what they are. Near: the city and its counties, which the file knows down to the
    villages; known: provinces and cities."""
    lines = [line.split("\t") for line in (_ASSETS / "catalogue" / "places.tsv").read_text("utf-8").splitlines()]
    cities = {code[:4] for code, _ in lines if len(code) == len("330203001001")}
    names: dict[str, Literal["near", "known", "far"]] = {}
    for code, name in sorted(lines, key=lambda line: len(line[0])):
        near = code[:4] in cities and len(code) <= len("330203")
        kind: Literal["near", "known", "far"] = "near" if near else "known" if len(code) <= len("3302") else "far"
        short = _SUFFIXES.sub("", name) if len(code) <= len("330203") else name
        for one in (name, short):
            if _CHINESE.fullmatch(one) and 2 <= len(one) <= LONGEST:
                names.setdefault(one, kind)
    return names


def phrases() -> Iterator[str]:
    """Of two and three usual characters; the longer ones are mostly proverbs."""
    for phrase in PHRASES_DICT:
        if len(phrase) in (2, 3) and all(tier(character) < 2 for character in phrase):
            yield phrase


def tier(character: str) -> int:
    """0 for the 3,755 usual characters of GB 2312, 1 for its 3,008 others, 2 for the rest."""
    try:
        row = character.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return 2
    return 0 if row < 56 else 1


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _strings(one)
        case list():
            for one in value:
                yield from _strings(one)
