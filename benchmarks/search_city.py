"""A city's catalogue of 70,000 items, and what people type to find them."""

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Item
from tools.demo_pinyin import initials_of, pinyin_of

ITEMS = 70_000
KEYSTROKES = 1200
EACH = 150
_FOLDER = Path(__file__).parent.parent / "assets" / "catalogue"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Query:
    typed: str
    meant: str
    """What stands in the items that are looked for: in the name, the initials or the syllables."""


def city() -> list[Item]:
    """The demonstration items in every street: real words, many of them alike."""
    catalogue = load_catalogue((_FOLDER / "demo_catalogue.json").read_text("utf-8"))
    counties = json.loads((_FOLDER / "ningbo_regions.json").read_text("utf-8"))["counties"]
    places = [street["name"] for county in counties for street in county["streets"]]
    kinds = ("", "（变更）", "（延续）", "（注销）", "（补办）", "（遗失）", "（代办）", "（加急）")
    read = {words: (pinyin_of(words), initials_of(words)) for words in (*places, *kinds)}
    made: list[Item] = []
    for number, (kind, place, item) in enumerate(itertools.product(kinds, places, catalogue.items)):
        if number >= ITEMS:
            break
        syllables = " ".join((read[place][0], item.pinyin, read[kind][0])).strip()
        made.append(
            replace(
                item, name=f"{place}{item.name}{kind}", no=number, code=f"B-{number}", pinyin=syllables,
                initials=read[place][1] + item.initials + read[kind][1],
            )
        )  # fmt: skip
    return made


def keystrokes(items: Sequence[Item], chance: random.Random) -> list[str]:
    """Windows of real names typed character by character; initials; pinyin from any syllable on."""
    queries: list[str] = []
    while len(queries) < KEYSTROKES:
        item = chance.choice(items)
        for words in (_window(item.name, 6, chance), _window(item.initials, 6, chance), _syllables(item, chance)):
            queries += [words[:length] for length in range(1, len(words) + 1)]
    return queries[:KEYSTROKES]


def exact(items: Sequence[Item], chance: random.Random) -> list[Query]:
    """A part of a name, of initials, of pinyin: as it stands in the catalogue."""
    made = []
    for item in chance.choices(items, k=EACH):
        words = chance.choice((_window(item.name, chance.randint(2, 6), chance), _window(item.initials, 5, chance),
                               _syllables(item, chance)))  # fmt: skip
        made.append(Query(words, words))
    return made


def with_a_wrong_letter(items: Sequence[Item], chance: random.Random) -> list[Query]:
    """One letter replaced, left out, doubled or exchanged with the next."""
    return list(itertools.islice(_wrong(items, chance), EACH))


def _wrong(items: Sequence[Item], chance: random.Random) -> Iterator[Query]:
    names = sorted({letter for item in items[:2000] for letter in item.name})
    while True:
        item = chance.choice(items)
        latin = chance.random() < 0.5
        meant = _window(item.initials, 8, chance) if latin else _window(item.name, chance.randint(5, 7), chance)
        place = chance.randrange(len(meant) - 1)
        left, letter, right = meant[:place], meant[place], meant[place + 1 :]
        other = chance.choice(_LETTERS if latin else names)
        typed = chance.choice((left + other + right, left + right, left + letter + letter + right,
                               left + right[0] + letter + right[1:]))  # fmt: skip
        if typed != meant:
            yield Query(typed, meant)


def holds(item: Item, words: str) -> bool:
    """By a plain look at every field, with no index: the measure of recall."""
    if words in item.name or words in item.initials:
        return True
    syllables = item.pinyin.split()
    whole, begins = "".join(syllables), itertools.accumulate(map(len, syllables[:-1]), initial=0)
    return words in whole and any(whole.startswith(words, begin) for begin in begins)


def _window(words: str, length: int, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(words) - length))
    return words[start : start + length]


def _syllables(item: Item, chance: random.Random) -> str:
    syllables = item.pinyin.split()
    start = chance.randrange(max(1, len(syllables) - 3))
    return "".join(syllables[start : start + 3])
