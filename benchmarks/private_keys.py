"""Words a citizen writes on the kiosk's own keys: by pinyin, and by hand."""

from collections.abc import Mapping, Sequence

from benchmarks.private_hall import Hall
from benchmarks.private_people import to_form_of_body
from demo.hand import Point

BY_PINYIN = ("玻璃", "广告", "门窗")
LETTERS = ("BOLI", "GUANGGAO", "MENCHUANG")
BY_HAND = "土三工十二"
"""Nonsense, as the words together above: no dictionary has it."""
SECRETS = ("".join(BY_PINYIN), BY_HAND)

_LINE = "form.f2"
_HIGH, _MIDDLE, _LOW = ((0.25, 0.3), (0.75, 0.3)), ((0.3, 0.5), (0.7, 0.5)), ((0.15, 0.75), (0.85, 0.75))
_DOWN = ((0.5, 0.3), (0.5, 0.75))
_STROKES: Mapping[str, Sequence[tuple[Point, Point]]] = {
    "土": (_MIDDLE, ((0.5, 0.15), (0.5, 0.75)), _LOW),
    "三": (_HIGH, _MIDDLE, _LOW),
    "工": (_HIGH, _DOWN, _LOW),
    "十": (((0.15, 0.45), (0.85, 0.45)), ((0.5, 0.1), (0.5, 0.9))),
    "二": (_HIGH, _LOW),
}
"""From where to where, in shares of the square."""


def with_pinyin(hall: Hall) -> None:
    _to_line(hall)
    for letters, word in zip(LETTERS, BY_PINYIN, strict=True):
        for letter in letters:
            hall.hand.click(f"pad.{letter}")
        _take(hall, word)
    _finish(hall, "".join(BY_PINYIN))


def with_strokes(hall: Hall) -> None:
    _to_line(hall)
    hall.hand.click("pad.other")
    for character in BY_HAND:
        for stroke in _STROKES[character]:
            hall.hand.stroke("pad.ink", stroke)
        _take(hall, character)
    _finish(hall, BY_HAND)


def _to_line(hall: Hall) -> None:
    """A line of words in the form of a body."""
    to_form_of_body(hall)
    hall.hand.click(_LINE)


def _take(hall: Hall, words: str) -> None:
    """Of the first page that is offered."""
    offered = hall.hand.see(words=words).texts
    hall.hand.click(next(name for name, said in offered.items() if name.startswith("pad.cand") and said == words))


def _finish(hall: Hall, words: str) -> None:
    hall.hand.click("pad.done")
    if (said := hall.hand.look()) is None or words not in said.texts.get(_LINE, ""):
        raise RuntimeError("the words did not come into the line")
