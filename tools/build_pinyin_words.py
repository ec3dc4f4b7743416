"""Writes ``assets/pinyin/words.txt``, what the kiosk's pinyin keys offer: ``python -m tools.build_pinyin_words``.

What it writes is committed: nothing at run time needs pypinyin, whose dictionary takes 60 MB and half a second to load.
First line: all syllables. Every other: the initials of its words, a tab, and ``reading=word`` of each, the likely ones
first: our own words and those of the catalogue, the city's places, phrases, all other places. Characters
count by how often they stand in all of these; a surname and what stands in many names counts for more.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from tools import pinyin_texts as texts

FILE = Path(__file__).resolve().parent.parent / "assets" / "pinyin" / "words.txt"
_NAME_WEIGHT, _SURNAME_WEIGHT = 40, 60
_OWN_WEIGHT = 3
"""A character in our own texts against one in a phrase of the dictionary."""
_VOWELS = set("aeiouv")

Word = tuple[str, str]
"""Reading, its syllables parted by ``'``, and characters."""


def build() -> str:
    runs = texts.own_runs()
    own = texts.own_words(runs)
    places = texts.place_names()
    phrases = list(texts.phrases())
    spelled = {word: _reading(word) for word in {*own, *places, *phrases, *texts.ADDRESS}}
    counts = _character_counts(runs, phrases, places)
    ranks: dict[Word, tuple[float, ...]] = {}
    near, known, far = ([name for name, kind in places.items() if kind == one] for one in ("near", "known", "far"))
    for kind, words in enumerate(((*own, *texts.ADDRESS, *near), known, phrases, far)):
        for word in words:
            often = own.get(word, 0) if kind == 0 else 0
            likely = sum(math.log(1 + counts[character]) for character in word)
            ranks.setdefault((spelled[word], word), (kind, -often, -likely))
    return _lines(ranks, _characters(counts))


def _reading(word: str) -> str:
    return "'".join(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))


def _character_counts(runs: Iterable[str], phrases: Iterable[str], places: Iterable[str]) -> Counter[str]:
    counts = Counter[str]()
    for words, weight in ((runs, _OWN_WEIGHT), (phrases, 1), (places, 1)):
        for word in words:
            for character in word:
                counts[character] += weight
    for characters, weight in ((texts.SURNAMES, _SURNAME_WEIGHT), (texts.GIVEN, _NAME_WEIGHT)):
        for character in characters:
            counts[character] += weight
    return counts


def _characters(counts: Mapping[str, int]) -> dict[Word, tuple[float, ...]]:
    """Of the first block of Unicode's characters, each under every reading; a later reading counts for less."""
    ranks: dict[Word, tuple[float, ...]] = {}
    for code, toned in PINYIN_DICT.items():
        character = chr(code)
        if not "一" <= character <= "鿿":
            continue
        readings = dict.fromkeys(to_normal(one, v_to_u=False) for one in toned.split(","))
        for place, reading in enumerate(one for one in readings if one.isascii() and _VOWELS & set(one)):
            ranks[reading, character] = (texts.tier(character), -counts[character] / (1 + 4 * place))
    return ranks


def _lines(words: Mapping[Word, tuple[float, ...]], characters: Mapping[Word, tuple[float, ...]]) -> str:
    syllables = {reading for reading, _ in characters}
    blocks: dict[str, list[tuple[tuple[float, ...], Word]]] = defaultdict(list)
    for ranks in (words, characters):
        for (reading, word), rank in ranks.items():
            parts = reading.split("'")
            if len(parts) == len(word) and all(part in syllables for part in parts):
                blocks["".join(part[0] for part in parts)].append((rank, (reading, word)))
    lines = [" ".join(sorted(syllables))]
    for initials, block in sorted(blocks.items()):
        lines.append(f"{initials}\t" + " ".join("=".join(word) for _, word in sorted(block)))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(build(), encoding="utf-8")
