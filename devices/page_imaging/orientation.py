"""Which way up a page of text lies, where that can honestly be said.

Lines are found as rows of ink, then full stops and commas are looked for: small marks with nothing above or below
them in their line. In Chinese and in Latin type they stand low; where they stand high the page is upside down.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import Picture, reduced
from devices.page_imaging.skew import ink_mask, skew_degrees, turned_by

QuarterTurns = Literal[0, 1, 2, 3]
_LONG_SIDE = 1754
_EMPTY = 3
"""Dots of ink in a row that count as none."""
_LEAST_GAPS = 0.15
_STANDS_OUT = 1.4
"""How many more gaps one direction must have than the other."""
_LEAST_VOTES = 8
_LEAST_SHARE = 0.75
_LINE_HEIGHTS = range(10, 90)


def turns_to_upright(grey: Picture) -> QuarterTurns | None:
    """Clockwise quarter turns that put the page upright; ``None`` where the page does not tell: no text, a table or
    form without punctuation, handwriting, a photograph."""
    cv2 = load_cv2()
    small = reduced(grey, _LONG_SIDE)
    ink = ink_mask(turned_by(small, -(skew_degrees(small) or 0.0)))
    across, down = _gaps_between_rows(ink), _gaps_between_rows(np.rot90(ink))
    if max(across, down) < max(_LEAST_GAPS, _STANDS_OUT * min(across, down)):
        return None
    lying = down > across
    verdict = _upside_down(cv2, np.ascontiguousarray(np.rot90(ink, -1)) if lying else ink)
    if verdict is None:
        return None
    turns: tuple[QuarterTurns, ...] = (1, 3) if lying else (0, 2)
    return turns[verdict]


def _gaps_between_rows(ink: Picture) -> float:
    """Share of nearly empty rows between the first and the last row with ink. Characters set in a grid leave gaps in
    both directions, those between lines are wider."""
    rows = ink.sum(axis=1, dtype=np.float64) / 255
    inked = np.flatnonzero(rows > _EMPTY)
    return float((rows[inked[0] : inked[-1]] <= _EMPTY).mean()) if len(inked) > 1 else 0.0


def _upside_down(cv2: Any, ink: Picture) -> bool | None:
    """``None``: too few full stops, or they disagree."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink)
    low = high = 0
    for top, bottom in _lines(ink):
        height = bottom - top
        if height not in _LINE_HEIGHTS:
            continue
        inside = boxes[1:][(boxes[1:, 1] >= top - 2) & (boxes[1:, 1] + boxes[1:, 3] <= bottom + 2)]
        for box in _lonely_dots(inside, height):
            middle = (box[1] + box[3] / 2 - top) / height
            low += middle > 0.65
            high += middle < 0.35
    votes = low + high
    if votes < _LEAST_VOTES or max(low, high) < _LEAST_SHARE * votes:
        return None
    return bool(high > low)


def _lines(ink: Picture) -> list[tuple[int, int]]:
    """First and last row of every line of text."""
    full = (ink.sum(axis=1, dtype=np.float64) / 255 > _EMPTY).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], full, [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _lonely_dots(boxes: NDArray[Any], height: int) -> list[NDArray[Any]]:
    """Small, compact, and nothing else of the line over or under them."""
    left, right = boxes[:, 0], boxes[:, 0] + boxes[:, 2]
    found = []
    for box in boxes:
        small = 0.06 * height < box[3] < 0.42 * height and box[2] < 0.42 * height
        if small and int(((left < box[0] + box[2] + 1) & (right > box[0] - 1)).sum()) == 1:
            found.append(box)
    return found
