"""A character as it was written, put where a recogniser expects it."""

from collections.abc import Sequence

Point = tuple[float, float]
SIDE = 1000
"""Of the square that characters are fitted into."""
_MARGIN = 0.1
_SECOND_LEVEL = 0xD8
"""First byte in GB 2312 from which characters are less usual: those before stand in the order of their sounds."""
_LATER = (0, 2, 4)
"""Places that usual, less usual and other characters step back."""


def fitted(strokes: Sequence[Sequence[Point]]) -> list[list[tuple[int, int]]]:
    """In the middle of a square of ``SIDE``, as large as its margins leave room, its shape kept; a dot stays a dot.

    Points grow to the right and down, in any unit. Raises ``ValueError`` when there are none.
    """
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    scale = SIDE * (1 - 2 * _MARGIN) / (max(right - left, bottom - top) or 1.0)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return [
        [(round(SIDE / 2 + (x - middle_x) * scale), round(SIDE / 2 + (y - middle_y) * scale)) for x, y in stroke]
        for stroke in strokes
    ]


def usual_first(meant: Sequence[str]) -> list[str]:
    """Usual characters a little before others that look the same, as 口 before 囗."""
    places = {character: place + _LATER[_level(character)] for place, character in enumerate(meant)}
    return sorted(places, key=lambda character: (places[character], _level(character)))


def _level(character: str) -> int:
    try:
        return 0 if character.encode("gb2312")[0] < _SECOND_LEVEL else 1
    except UnicodeEncodeError:
        return 2
