"""Pinyin of item names, with the reading pypinyin gets wrong in administrative words."""

import unicodedata

from pypinyin import Style, lazy_pinyin, load_phrases_dict

_READINGS = {"还款": [["huán"], ["kuǎn"]]}
"""The others (给付, 银行, 通行证, 重新, 长期 …) pypinyin knows; a test holds it to them."""


def pinyin_of(name: str) -> str:
    """Syllables with spaces between, lower case, without tones; characters that are not Chinese drop out."""
    load_phrases_dict(_READINGS)
    return " ".join(lazy_pinyin(_chinese(name), style=Style.NORMAL, v_to_u=False))


def initials_of(name: str) -> str:
    return "".join(syllable[0] for syllable in pinyin_of(name).split())


def _chinese(name: str) -> str:
    return "".join(c for c in name if "CJK UNIFIED" in unicodedata.name(c, ""))
